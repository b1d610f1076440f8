import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import type { ClipDraft, ClipOrigin } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { readPageText } from '@/utils/page/page-text';
import { readReadableText } from '@/utils/page/readable-text';
import type { PageTextModel } from '@/utils/page/text-model';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextRange } from '@/utils/text/text-model';

export interface ClipWish {
  readonly origin: ClipOrigin;
  /** The page itself, where nothing is selected. */
  readonly clipPage: boolean;
}

/** Everything about the selection that a clip keeps, read in one go while the page stands still. */
export function draftClip({ origin, clipPage }: ClipWish): Result<ClipDraft, Failure> {
  if (document.contentType === 'application/pdf') return err(failure('pdf_viewer'));
  const model = readPageText();
  const selection = clipPage ? null : selectedRange(model);
  if (!clipPage && selection === null) return err(failure('no_selection'));
  const passage = selection === null ? pageClip() : passageClip(model, selection);
  return ok({
    clipId: newId<'clip'>(),
    pinId: newId<'pin'>(),
    sourceId: newId<'source'>(),
    snapshotId: newId<'snapshot'>(),
    kind: selection === null ? 'page' : 'quote',
    origin,
    capturedAt: new Date().toISOString(),
    url: location.href,
    metadata: readMetadata(),
    ...passage,
    pageText: model.text,
  });
}

type Passage = Pick<ClipDraft, 'quote' | 'selectors' | 'directive' | 'noDirectiveReason'>;

/**
 * The selection in the model's text, grown to whole words and figures: half a figure is
 * another figure, and no check may pass it. Null where no text is selected.
 */
function selectedRange(model: PageTextModel): TextRange | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = model.rangeToOffsets(selection.getRangeAt(0));
  if (range === null) return null;
  const grown = growToTokens(model.text, trim(model.text, range));
  return grown.start < grown.end ? grown : null;
}

function trim(text: string, { start, end }: TextRange): TextRange {
  const quote = text.slice(start, end);
  const from = start + (quote.length - quote.trimStart().length);
  return { start: from, end: Math.max(from, start + quote.trimEnd().length) };
}

function passageClip(model: PageTextModel, selected: TextRange): Passage {
  const built = buildDirectiveWithRange(model, selected);
  const range = built.ok ? built.value.range : selected;
  return {
    quote: model.text.slice(range.start, range.end),
    selectors: {
      quote: describeTextQuote(model, range),
      position: { start: range.start, end: range.end },
    },
    directive: built.ok ? built.value.directive : null,
    noDirectiveReason: built.ok ? null : built.error,
  };
}

function pageClip(): Passage {
  return {
    quote: null,
    selectors: { quote: null, position: null },
    directive: null,
    noDirectiveReason: 'whole-page',
  };
}

function readMetadata(): ClipDraft['metadata'] {
  const { excerpt: _excerpt, authors, ...rest } = readPageMetadata(document, location.href);
  if (authors.length > 0) return { ...rest, authors: [...authors] };
  // The page names nobody in its metadata: a byline in its text may.
  const byline = readReadableText(document)?.byline;
  return { ...rest, authors: byline ? [byline] : [] };
}
