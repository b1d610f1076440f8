import { elementAround, parentAcross } from './composed-tree';
import { documentOf, isBefore } from './live-page';
import { liveTree } from './live-tree';
import { nextNode, TEXT } from './page-tree';

/** Elements that play a recording. */
const PLAYER = 'video, audio, iframe[allowfullscreen], iframe[allow*="autoplay"]';
/** `1:02:03`, `02:03`, `[02:03]`, `02:03.450`, alone or before the words of that time. */
const CLOCK = /^\s*[[(]?(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?:[.,]\d{1,3})?[\])]?(?=\s|$)/;
/** The number of ancestors in which the transcript is searched. */
const MAX_PARENTS = 10;
const MAX_TEXTS = 20_000;

interface Stamp {
  readonly seconds: number;
  /** Whether it comes before the passage. */
  readonly before: boolean;
  /** The child of the current ancestor that contains it. */
  readonly branch: Node | null;
}

/**
 * Returns the second of a recording at which the words of a range are spoken: the last time in the
 * transcript before them. Returns null if the page plays nothing, or if the text around the range
 * is not a transcript: several times, none earlier than the one before. Words after a transcript do
 * not belong to it.
 */
export function findTranscriptTime(range: Range): number | null {
  const { startContainer } = range;
  if (liveTree.selectFirst(documentOf(startContainer), PLAYER) === null) return null;
  // The passage in the current tree; outside of a shadow tree, its host.
  let passage: Node = startContainer;
  let around = elementAround(liveTree, startContainer);
  for (let depth = 0; around !== null && depth < MAX_PARENTS; depth += 1) {
    const stamps = stampsIn(around, passage);
    if (stamps.length >= 2) {
      const inOrder = stamps.every(({ seconds }, at) => seconds >= (stamps[at - 1]?.seconds ?? 0));
      const said = stamps.findLast(({ before }) => before);
      if (said !== undefined)
        return inOrder && isOfRow(said, stamps, passage) ? said.seconds : null;
    }
    const outer = parentAcross(liveTree, around);
    if (outer !== null && liveTree.parentOf(around) !== outer) passage = outer;
    around = outer;
  }
  return null;
}

function stampsIn(element: Element, passage: Node): Stamp[] {
  const stamps: Stamp[] = [];
  let seen = 0;
  let text = nextNode(liveTree, element, element);
  for (; seen < MAX_TEXTS && text !== null; text = nextNode(liveTree, text, element)) {
    if (liveTree.typeOf(text) !== TEXT) continue;
    seen += 1;
    const [, hours, minutes, seconds] = CLOCK.exec(liveTree.dataOf(text)) ?? [];
    if (minutes === undefined || seconds === undefined) continue;
    stamps.push({
      seconds: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds),
      before: text === passage || isBefore(text, passage),
      branch: branchOf(text, element),
    });
  }
  return stamps;
}

/**
 * A branch with several times that does not contain the passage is a complete transcript before it.
 */
function isOfRow({ branch }: Stamp, stamps: readonly Stamp[], passage: Node): boolean {
  if (branch === null || liveTree.contains(branch, passage)) return true;
  return stamps.filter((stamp) => stamp.branch === branch).length === 1;
}

function branchOf(node: Node, element: Element): Node | null {
  let at: Node | null = node;
  while (at !== null && liveTree.parentOf(at) !== element) at = liveTree.parentOf(at);
  return at;
}
