import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import type { ClipDraft, ClipOrigin } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { keepModel } from '@/utils/page/kept-model';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { readPageText } from '@/utils/page/page-text';
import type { PageTextModel } from '@/utils/page/text-model';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { blankNotes, marksInside } from '@/utils/quote/text-marks';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextRange } from '@/utils/text/text-model';

export interface ClipWish {
  readonly origin: ClipOrigin;
  /** The page itself, where nothing is selected. */
  readonly clipPage: boolean;
}

/** The page as the last clip read it, as long as nothing in it changes. */
const page = keepModel(document, readPageText);

/** Everything about the selection that a clip keeps, read in one go while the page stands still. */
export function draftClip({ origin, clipPage }: ClipWish): Result<ClipDraft, Failure> {
  if (document.contentType === 'application/pdf') return err(failure('pdf_viewer'));
  const selected = clipPage ? null : selectedInPage();
  const model = page.current(selected);
  const selection = selected === null ? null : passageOf(model, selected);
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

type Passage = Pick<ClipDraft, 'quote' | 'selectors' | 'marks' | 'directive' | 'noDirectiveReason'>;

function selectedInPage(): Range | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  return selection.getRangeAt(0);
}

/**
 * What is selected in the model's text, grown to whole words and figures: half a figure is
 * another figure, and no check may pass it. Null where no text is.
 */
function passageOf(model: PageTextModel, selected: Range): TextRange | null {
  const range = model.rangeToOffsets(selected);
  if (range === null) return null;
  const grown = growToTokens(blankNotes(model.text, model.marks), trim(model.text, range));
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
    marks: marksInside(model, range),
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
  return { ...rest, authors: [...authors] };
}
