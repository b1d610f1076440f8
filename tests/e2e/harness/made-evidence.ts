import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { ReportId } from '@/utils/model/ids';

/* Records of made clips, as an import stores them. `at`: ISO 8601 UTC. */

export function madeSource(made: Pick<Source, 'id' | 'url' | 'title'>, at: string): Source {
  return {
    ...made,
    canonicalUrl: null,
    authors: [],
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: null,
    doi: null,
    accessedAt: at,
  };
}

export function madeClip(
  made: Pick<Clip, 'id' | 'sourceId'>,
  reportId: ReportId,
  at: string,
): Clip {
  return {
    ...made,
    kind: 'quote',
    snapshotId: null,
    capturedAt: at,
    origin: 'import',
    filedUnder: { reportId, sectionId: null },
    locator: { page: null, time: null, permalink: null },
  };
}

export function madePin(made: Pick<Pin, 'id' | 'clipId'>, quote: string, at: string): Pin {
  return {
    ...made,
    madeAt: at,
    by: 'import',
    quote,
    selectors: { quote: { exact: quote, prefix: '', suffix: '' }, position: null },
    directive: { start: quote },
    directiveAsWritten: null,
    noDirectiveReason: null,
  };
}
