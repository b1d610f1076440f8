import { elementAround, parentAcross } from './composed-tree';
import { documentOf, isBefore } from './live-page';
import { liveTree } from './live-tree';
import { nextNode, TEXT } from './page-tree';

/** What plays a recording, here or from elsewhere. */
const PLAYER = 'video, audio, iframe[allowfullscreen], iframe[allow*="autoplay"]';
/** `1:02:03`, `02:03`, `[02:03]`, `02:03.450`, alone or before the words said then. */
const CLOCK = /^\s*[[(]?(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?:[.,]\d{1,3})?[\])]?(?=\s|$)/;
/** How far around the passage its transcript is looked for. */
const MAX_PARENTS = 10;
const MAX_TEXTS = 20_000;

interface Stamp {
  readonly seconds: number;
  /** It stands before the passage. */
  readonly before: boolean;
  /** The child of the element looked at that holds it. */
  readonly branch: Node | null;
}

/**
 * The second of a recording at which the words of a range are said: the last time that its
 * transcript gives before them. Null where the page plays nothing, or what stands around the
 * range is no transcript: several times, each no earlier than the one before. Words behind a
 * transcript are none of it.
 */
export function findTranscriptTime(range: Range): number | null {
  const { startContainer } = range;
  if (liveTree.selectFirst(documentOf(startContainer), PLAYER) === null) return null;
  // The passage as the tree sees it that is looked at: out of a shadow tree, its host.
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

/** A branch with several times and without the passage is a whole transcript before it. */
function isOfRow({ branch }: Stamp, stamps: readonly Stamp[], passage: Node): boolean {
  if (branch === null || liveTree.contains(branch, passage)) return true;
  return stamps.filter((stamp) => stamp.branch === branch).length === 1;
}

function branchOf(node: Node, element: Element): Node | null {
  let at: Node | null = node;
  while (at !== null && liveTree.parentOf(at) !== element) at = liveTree.parentOf(at);
  return at;
}
