import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { takesTextDirectives } from '@/utils/fragment/takes-text-directives';
import type { ClipDraft, ClipOrigin } from '@/utils/messaging/protocol/clip-draft';
import { MAX_PASSAGES } from '@/utils/messaging/protocol/clipped-passages';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { keepModel } from '@/utils/page/kept-model';
import { contentTypeOf, createRange, rangeInside } from '@/utils/page/live-page';
import { liveTree } from '@/utils/page/live-tree';
import { findImage, imagesSelected, type PageImage } from '@/utils/page/page-image';
import { pageOverLimit } from '@/utils/page/page-over-limit';
import { readPageText } from '@/utils/page/page-text';
import type { PageTextModel } from '@/utils/page/page-text-model';
import { findPostPermalink } from '@/utils/page/post-permalink';
import { readRawMetadata } from '@/utils/page/read-raw-metadata';
import { selectedRanges } from '@/utils/page/selected-ranges';
import { isShownOtherwise } from '@/utils/page/shown-words';
import { findTranscriptTime } from '@/utils/page/transcript-time';
import { forbidsSelection, unselectableBlock } from '@/utils/page/unselectable-block';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { marksInside } from '@/utils/quote/quote-marks';
import type { TextRange } from '@/utils/text/text-model';
import { draftImage } from './draft-image';
import { passagesOf } from './passages-of';

export interface ClipWish {
  readonly origin: ClipOrigin;
  /** Whether to clip the page itself if nothing is selected. */
  readonly clipPage: boolean;
  /** The address of an image that the user pointed at. */
  readonly image?: string | undefined;
  readonly orElsewhere?: true;
}

/**
 * Drafts whose quote may differ from the words that a reader sees on the page. The set grows by one id
 * for each passage that the user clips, and ends with the page. It is not emptied, because a draft can
 * wait for the user's answer as long as the page is open.
 */
const unsure = new Set<ClipDraft['clipId']>();

export function isShownOtherwiseThanDrafted({ clipId }: ClipDraft): boolean {
  return unsure.has(clipId);
}

/** The page as the last clip read it, until anything in it changes. */
const page = keepModel(document, readPageText);

/**
 * Drafts a clip for each selected passage or image. Everything is read in one go, so that the page
 * cannot change meanwhile.
 * @param selected What `whatIsSelected` returned when the user asked for the clip.
 */
export function draftClips(
  wish: ClipWish,
  selected: readonly Range[],
): Result<ClipDraft[], Failure> {
  const { clipPage, image } = wish;
  if (contentTypeOf(document) === 'application/pdf') return err(failure('pdf_viewer'));
  // No link leads into a document that its page wrote (srcdoc, about:blank, blob:).
  if (!/^(?:https?|file):$/.test(location.protocol)) return err(failure('no_address'));
  if (pageOverLimit(liveTree, document) !== null) return err(failure('page_too_complex'));
  if (clipPage) return ok([draft(wish, page.current(null), null)]);
  if (image !== undefined) {
    const found = findImage(document, image);
    if (found === null) return err(failure('no_selection'));
    const { caption } = found;
    const captioned = caption === null ? null : rangeInside(caption);
    return ok([imageClip(wish, page.current(captioned), found, null)]);
  }
  const model = page.current(selected[0] ?? null);
  const passages = passagesOf(model, selected);
  const [only] = selected.length === 1 ? selected : [];
  const hasText = (range: Range) =>
    textOf(model, model.rangeToOffsets(range) ?? undefined).trim() !== '';
  const images = only === undefined ? [] : imagesSelected(only, hasText);
  const count = images.length || passages.length;
  if (count === 0) {
    const body = liveTree.bodyOf(document);
    const forbidden = body !== null && forbidsSelection(body);
    return err(failure(forbidden ? 'selection_forbidden' : 'no_selection'));
  }
  if (count > MAX_PASSAGES) return err(failure('too_many_passages'));
  // Selected words of a caption without its image are a quote. If the image is selected too, the
  // whole caption is used.
  const wordsFor = ({ element }: PageImage) =>
    only?.intersectsNode(element) ? null : (passages[0] ?? null);
  return ok(
    images.length > 0
      ? images.map((found) => imageClip(wish, model, found, wordsFor(found)))
      : passages.map((passage) => draft(wish, model, passage)),
  );
}

/**
 * Returns what the user selects now, as live ranges. If selecting is forbidden, the paragraph under
 * the pointer is used.
 */
export function whatIsSelected(origin: ClipOrigin): readonly Range[] {
  const selected = selectedRanges(document);
  if (selected.length > 0 || origin !== 'shortcut') return selected;
  const pointed = unselectableBlock(document);
  return pointed === null ? [] : [pointed];
}

function draft({ origin }: ClipWish, model: PageTextModel, selected: TextRange | null): ClipDraft {
  const clipId = newId<'clip'>();
  if (selected !== null && isShownOtherwise(model, selected)) unsure.add(clipId);
  return {
    clipId,
    pinId: newId<'pin'>(),
    sourceId: newId<'source'>(),
    snapshotId: newId<'snapshot'>(),
    kind: selected === null ? 'page' : 'quote',
    origin,
    capturedAt: new Date().toISOString(),
    url: location.href,
    metadata: readRawMetadata(liveTree, document),
    ...(selected === null ? pageClip() : passageClip(model, selected)),
    pageText: model.text,
  };
}

/**
 * Drafts a clip of an image with these words of its caption, or with the whole caption if none are
 * given.
 */
function imageClip(
  wish: ClipWish,
  model: PageTextModel,
  found: PageImage,
  words: TextRange | null,
): ClipDraft {
  const { element, caption } = found;
  const [whole] = caption === null ? [] : passagesOf(model, [rangeInside(caption)]);
  const selected = words ?? whole ?? null;
  const drafted = draft(wish, model, selected);
  return {
    ...drafted,
    ...(selected === null ? noWords(element) : {}),
    kind: 'image',
    image: draftImage(drafted.clipId, element, textOf(model, whole)),
  };
}

function textOf(model: PageTextModel, range: TextRange | undefined): string {
  return range === undefined ? '' : model.text.slice(range.start, range.end);
}

/** No browser searches for an image, so its link leads to its page. */
function noWords(element: Element): Partial<Passage> {
  const around = createRange(document);
  around.selectNode(element);
  return { noDirectiveReason: 'not-searchable', locator: locatorOf(around) };
}

type Passage = Pick<
  ClipDraft,
  'quote' | 'selectors' | 'marks' | 'directive' | 'noDirectiveReason' | 'locator'
>;

function passageClip(model: PageTextModel, selected: TextRange): Passage {
  const built = takesTextDirectives(contentTypeOf(document))
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

/** If the page cannot be searched for a time or a post, the clip is made without. */
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
