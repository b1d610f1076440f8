import { type Check, type Clip, NO_LOCATOR, type Pin, type Source } from '@/utils/model/evidence';
import type { ReportId } from '@/utils/model/ids';

/*
 * Makes the records of clips for tests, benches and the tour. Fields that the caller does not give
 * have the values of a plain clip of a quote.
 */

export function madeSource(
  made: Pick<Source, 'id' | 'url' | 'title' | 'accessedAt'> & Partial<Source>,
): Source {
  return {
    canonicalUrl: null,
    authors: [],
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: null,
    doi: null,
    ...made,
  };
}

export function madeClip(
  made: Pick<Clip, 'id' | 'sourceId' | 'capturedAt' | 'filedUnder'> & Partial<Clip>,
): Clip {
  return { kind: 'quote', snapshotId: null, origin: 'shortcut', locator: NO_LOCATOR, ...made };
}

export function madePin(made: Pick<Pin, 'id' | 'clipId' | 'madeAt'> & Partial<Pin>): Pin {
  return {
    by: 'capture',
    quote: null,
    selectors: { quote: null, position: null },
    directive: null,
    directiveAsWritten: null,
    noDirectiveReason: null,
    ...made,
  };
}

/** A check of a fetched page; `evidence` names what it found. */
export function madeCheck({
  evidence = {},
  ...made
}: Pick<Check, 'runId' | 'clipId' | 'pinId' | 'checkedAt' | 'verdict'> &
  Partial<Omit<Check, 'evidence'>> & { readonly evidence?: Partial<Check['evidence']> }): Check {
  return {
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: null,
      position: null,
      difference: [],
      changes: [],
      ...evidence,
    },
    snapshotId: null,
    finalUrl: null,
    reader: 'fetch',
    ...made,
  };
}

/** A clip as an import stores it; `at`: ISO 8601 UTC. */
export function importedClip(
  made: Pick<Clip, 'id' | 'sourceId'>,
  reportId: ReportId,
  at: string,
): Clip {
  const filedUnder = { reportId, sectionId: null };
  return madeClip({ ...made, origin: 'import', capturedAt: at, filedUnder });
}

/** A pin of these words as an import stores it; `at`: ISO 8601 UTC. */
export function importedPin(made: Pick<Pin, 'id' | 'clipId'>, quote: string, at: string): Pin {
  const selectors = { quote: { exact: quote, prefix: '', suffix: '' }, position: null };
  return madePin({
    ...made,
    madeAt: at,
    by: 'import',
    quote,
    selectors,
    directive: { start: quote },
  });
}
