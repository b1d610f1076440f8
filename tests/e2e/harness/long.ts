/**
 * Whether tests walk through every case of their tables in every way, and wait out whole waits:
 * with PINCITE_LONG=1. Else they take one of each kind where a case takes seconds.
 */
export const LONG = process.env['PINCITE_LONG'] === '1';
