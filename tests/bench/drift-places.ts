import type { PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';

/**
 * Comments on both sides of a passage. They are invisible, do not split text, and stay with the
 * passage whatever happens to the page around it.
 */
const START = 'drift starts ';
const END = 'drift ends ';

/**
 * Marks passages of a page. Starts with the last one, so that the offsets of the others stay valid.
 */
export function markPlaces(
  model: PageTextModel,
  ranges: readonly TextRange[],
  page: Document,
): void {
  const indexed = ranges.map((range, index) => ({ range, index }));
  const found = indexed.map(({ range, index }) => ({
    index,
    at: model.offsetsToRange(range.start, range.end),
  }));
  for (const { at, index } of found.reverse()) {
    const end = at.cloneRange();
    end.collapse(false);
    end.insertNode(page.createComment(`${END}${index}`));
    at.collapse(true);
    at.insertNode(page.createComment(`${START}${index}`));
  }
}

/** Returns the DOM ranges of the marked passages that a page still contains, by index. */
export function markedPlaces(page: Document): Map<number, Range> {
  const starts = new Map<number, Comment>();
  const places = new Map<number, Range>();
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { data } = node as Comment;
    if (data.startsWith(START)) starts.set(Number(data.slice(START.length)), node as Comment);
    if (!data.startsWith(END)) continue;
    const index = Number(data.slice(END.length));
    const start = starts.get(index);
    if (start === undefined) continue;
    const range = page.createRange();
    range.setStartAfter(start);
    range.setEndBefore(node);
    places.set(index, range);
  }
  return places;
}

/** Removes the marks from a copy, which is another place. */
export function unmark(copy: Node): void {
  const walker = (copy.ownerDocument ?? document).createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const marks: Comment[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { data } = node as Comment;
    if (data.startsWith(START) || data.startsWith(END)) marks.push(node as Comment);
  }
  for (const mark of marks) mark.remove();
}
