import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { newId } from '@/utils/model/ids';

/** Metadata that the clipper reads from a page with only a title and authors. */
export function metadataOf(title: string, authors: string[] = []): ClipDraft['metadata'] {
  return {
    title,
    authors,
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: 'en',
    canonicalUrl: null,
    doi: null,
  };
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
