import fc from 'fast-check';

/**
 * Property tests try the same cases on every run, so that a red run tells something about the
 * change. `PINCITE_SEED=random` tries other cases. A number repeats the cases of such a run.
 */
const named = process.env['PINCITE_SEED'] ?? '20250301';
if (named !== 'random') fc.configureGlobal({ seed: Number(named) });
