import fc from 'fast-check';

/**
 * Property tests try the same cases on every run, so that a red run says something about the
 * change. `PINCITE_SEED=random` looks further; a number repeats what such a run has found.
 */
const named = process.env['PINCITE_SEED'] ?? '20250301';
if (named !== 'random') fc.configureGlobal({ seed: Number(named) });
