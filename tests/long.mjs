/**
 * Whether tests run every case of their tables in every way and wait the full times: with
 * PINCITE_LONG=1. Without it, tests whose cases take seconds run one case of each kind, and the
 * end-to-end tests with the tag `@long` are left out: other tests also show what they show, in part.
 */
export const LONG = process.env['PINCITE_LONG'] === '1';
