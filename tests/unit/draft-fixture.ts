import type { CitingDraft } from '@/entrypoints/background/describe-page';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { newId } from '@/utils/model/ids';
import { cleanMetadata } from '@/utils/page/page-metadata';

/** What the clipper reads of a page with only a title and authors. */
export function metadataOf(title: string, authors: string[] = []): ClipDraft['metadata'] {
  return {
    metas: authors.map((author) => ['author', author] as const),
    jsonLd: [],
    titles: [title],
    bylines: [],
    dates: [],
    canonical: null,
    languages: ['en'],
  };
}

/** The draft with clean metadata, as the background stores it. */
export function citing(draft: ClipDraft): CitingDraft {
  return { ...draft, metadata: cleanMetadata(draft.metadata, draft.url) };
}

/** A draft of a page that contains only this quote. */
export function draftOf(quote: string, change: Partial<ClipDraft> = {}): ClipDraft {
  return {
    clipId: newId<'clip'>(),
    pinId: newId<'pin'>(),
    sourceId: newId<'source'>(),
    snapshotId: newId<'snapshot'>(),
    kind: 'quote',
    origin: 'shortcut',
    capturedAt: '2026-05-02T10:00:00.000Z',
    url: 'https://weirs.example/june',
    metadata: metadataOf('June'),
    quote,
    selectors: {
      quote: { exact: quote, prefix: '', suffix: '' },
      position: { start: 0, end: quote.length },
    },
    directive: { start: quote },
    noDirectiveReason: null,
    pageText: quote,
    ...change,
  };
}
