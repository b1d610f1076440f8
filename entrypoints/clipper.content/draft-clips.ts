import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { takesTextDirectives } from '@/utils/fragment/takes-text-directives';
import type { ClipDraft, ClipOrigin } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { keepModel } from '@/utils/page/kept-model';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { readPageText } from '@/utils/page/page-text';
import { findPostPermalink } from '@/utils/page/post-permalink';
import { selectedRanges } from '@/utils/page/selected-ranges';
import type { PageTextModel } from '@/utils/page/text-model';
import { findTranscriptTime } from '@/utils/page/transcript-time';
import { forbidsSelection, unselectableBlock } from '@/utils/page/unselectable-block';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { marksInside } from '@/utils/quote/text-marks';
import type { TextRange } from '@/utils/text/text-model';
import { passagesOf } from './passages-of';

export interface ClipWish {
  readonly origin: ClipOrigin;
  /** The page itself, where nothing is selected. */
  readonly clipPage: boolean;
}

/** More were hardly meant; each carries the page's text. */
const MAX_PASSAGES = 20;

/** The page as the last clip read it, as long as nothing in it changes. */
const page = keepModel(document, readPageText);

/**
 * Everything about the selection that clips keep, read in one go while the page stands still:
 * one clip for each passage that is selected.
 */
export function draftClips({ origin, clipPage }: ClipWish): Result<ClipDraft[], Failure> {
  if (document.contentType === 'application/pdf') return err(failure('pdf_viewer'));
  if (clipPage) return ok([draft(origin, page.current(null), null)]);
  const selected = whatIsSelected(origin);
  const model = page.current(selected[0] ?? null);
  const passages = passagesOf(model, selected);
  if (passages.length === 0) {
    const forbidden = document.body !== null && forbidsSelection(document.body);
    return err(failure(forbidden ? 'selection_forbidden' : 'no_selection'));
  }
  if (passages.length > MAX_PASSAGES) return err(failure('too_many_passages'));
  const drafts = passages.map((passage) => draft(origin, model, passage));
  return ok(drafts.map((each) => ({ ...each, passages: drafts.length })));
}

/** Where selecting is forbidden, the paragraph that the user points at while pressing the key. */
function whatIsSelected(origin: ClipOrigin): readonly Range[] {
  const selected = selectedRanges(document);
  if (selected.length > 0 || origin !== 'shortcut') return selected;
  const pointed = unselectableBlock(document);
  return pointed === null ? [] : [pointed];
}

function draft(origin: ClipOrigin, model: PageTextModel, selected: TextRange | null): ClipDraft {
  return {
    clipId: newId<'clip'>(),
    pinId: newId<'pin'>(),
    sourceId: newId<'source'>(),
    snapshotId: newId<'snapshot'>(),
    kind: selected === null ? 'page' : 'quote',
    origin,
    capturedAt: new Date().toISOString(),
    url: location.href,
    metadata: readMetadata(),
    ...(selected === null ? pageClip() : passageClip(model, selected)),
    pageText: model.text,
  };
}

type Passage = Pick<
  ClipDraft,
  'quote' | 'selectors' | 'marks' | 'directive' | 'noDirectiveReason' | 'locator'
>;

function passageClip(model: PageTextModel, selected: TextRange): Passage {
  const built = takesTextDirectives(document.contentType)
    ? buildDirectiveWithRange(model, selected)
    : err('not-searchable' as const);
  const range = built.ok ? built.value.range : selected;
  const place = model.offsetsToRange(range.start, range.end);
  return {
    quote: model.text.slice(range.start, range.end),
    selectors: {
      quote: describeTextQuote(model, range),
      position: { start: range.start, end: range.end },
    },
    marks: marksInside(model, range),
    directive: built.ok ? built.value.directive : null,
    noDirectiveReason: built.ok ? null : built.error,
    locator: locatorOf(place),
  };
}

/** A page that can't be looked into for more is no reason to lose a clip. */
function locatorOf(place: Range): NonNullable<ClipDraft['locator']> {
  try {
    return {
      time: findTranscriptTime(place),
      permalink: findPostPermalink(place, location.href),
    };
  } catch (cause) {
    console.error('pincite', cause);
    return { time: null, permalink: null };
  }
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
