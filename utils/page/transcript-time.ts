import { elementAround, parentAcross } from './composed-tree';

/** What plays a recording, here or from elsewhere. */
const PLAYER = 'video, audio, iframe[allowfullscreen], iframe[allow*="autoplay"]';
/** `1:02:03`, `02:03`, `[02:03]`, `02:03.450`, alone or before the words said then. */
const CLOCK = /^\s*[[(]?(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?:[.,]\d{1,3})?[\])]?(?=\s|$)/;
/** How far around the passage its transcript is looked for. */
const MAX_PARENTS = 10;
const MAX_TEXTS = 20_000;

interface Stamp {
  readonly seconds: number;
  readonly before: boolean;
}

/**
 * The second of a recording at which the words of a range are said: the last time that its
 * transcript gives before them. Null where the page plays nothing, or what stands around the
 * range is no transcript: several times, each no earlier than the one before.
 */
export function findTranscriptTime(range: Range): number | null {
  if (range.startContainer.ownerDocument?.querySelector(PLAYER) == null) return null;
  let around = elementAround(range.startContainer);
  for (let depth = 0; around !== null && depth < MAX_PARENTS; depth += 1) {
    const stamps = stampsIn(around, range);
    if (stamps.length >= 2) {
      const inOrder = stamps.every(({ seconds }, at) => seconds >= (stamps[at - 1]?.seconds ?? 0));
      const said = stamps.findLast(({ before }) => before);
      if (said !== undefined) return inOrder ? said.seconds : null;
    }
    around = parentAcross(around);
  }
  return null;
}

function stampsIn(element: Element, range: Range): Stamp[] {
  const stamps: Stamp[] = [];
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let seen = 0; seen < MAX_TEXTS && texts.nextNode() !== null; seen += 1) {
    const text = texts.currentNode as Text;
    const [, hours, minutes, seconds] = CLOCK.exec(text.data) ?? [];
    if (minutes === undefined || seconds === undefined) continue;
    stamps.push({
      seconds: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds),
      before: range.comparePoint(text, 0) <= 0,
    });
  }
  return stamps;
}
