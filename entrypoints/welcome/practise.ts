import type { PractisedClip } from '@/components/welcome/practice-port';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { serializeTextDirective } from '@/utils/fragment/text-directive';
import { type Check, type Clip, NO_LOCATOR, type Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { createTextModel } from '@/utils/page/page-text-model';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { growToTokens } from '@/utils/quote/token-bounds';
import { judgeQuote } from '@/utils/verify/judge-quote';

/*
 * No script can be injected into a page of the extension, so the practice text is clipped and
 * judged here, with the same code as real pages. Nothing is stored: nobody else could open the link
 * of such a clip, and no verification could read its page. The introduction leads on to a web page.
 */

/** Clips the selection inside the element; null if nothing is selected. */
export function practiseClip(element: HTMLElement): PractisedClip | null {
  const selected = selectedIn(element);
  if (selected === null) return null;
  const model = createTextModel(element);
  const offsets = model.rangeToOffsets(selected);
  if (offsets === null) return null;
  const words = model.text.slice(offsets.start, offsets.end);
  const start = offsets.start + (words.length - words.trimStart().length);
  const grown = growToTokens(model.text, { start, end: start + words.trim().length });
  if (grown.start >= grown.end) return null;

  const built = buildDirectiveWithRange(model, grown);
  const range = built.ok ? built.value.range : grown;
  const directive = built.ok ? built.value.directive : null;
  const found = directive === null ? null : findTextDirective(model, directive);
  const at = new Date().toISOString();
  const clip: Clip = {
    id: newId<'clip'>(),
    kind: 'quote',
    sourceId: newId<'source'>(),
    snapshotId: null,
    capturedAt: at,
    origin: 'shortcut',
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    locator: NO_LOCATOR,
  };
  const pin: Pin = {
    id: newId<'pin'>(),
    clipId: clip.id,
    madeAt: at,
    by: 'capture',
    quote: model.text.slice(range.start, range.end),
    selectors: {
      quote: describeTextQuote(model, range),
      position: { start: range.start, end: range.end },
    },
    directive,
    directiveAsWritten: null,
    noDirectiveReason: built.ok ? null : built.error,
  };
  return {
    view: {
      clip,
      source: null,
      pin,
      check: null,
      foreign: null,
      pinnedSince: false,
      sectionId: null,
      note: '',
      tags: [],
      binnedAt: null,
      isCounted: true,
    },
    fragment: directive === null ? null : `#:~:${serializeTextDirective(directive)}`,
    place: found === null ? null : model.offsetsToRange(found.start, found.end),
  };
}

/** Judges such a clip against the element's current text. */
export function practiseCheck(element: HTMLElement, { view }: PractisedClip): Check | null {
  const { clip, pin } = view;
  if (pin === null) return null;
  const judgement = judgeQuote(createTextModel(element), { pin }, { reader: 'tab' });
  return {
    runId: newId<'run'>(),
    clipId: clip.id,
    pinId: pin.id,
    checkedAt: new Date().toISOString(),
    ...judgement,
    snapshotId: null,
    finalUrl: null,
    reader: 'tab',
  };
}

/** Returns the part of the selection that is in the element; null if there is none. */
function selectedIn(element: HTMLElement): Range | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(element)) return null;
  const inside = document.createRange();
  inside.selectNodeContents(element);
  if (inside.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (inside.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
    inside.setEnd(range.endContainer, range.endOffset);
  }
  return inside.collapsed ? null : inside;
}
