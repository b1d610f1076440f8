import type { PageFacts } from './page-facts';
import { CONSENT_WORDS } from './wall-words';

/** The measurements of a text. Lengths are UTF-16 units. */
export interface Shape {
  readonly length: number;
  /** The length of the blocks that are long enough to be sentences of an article. */
  readonly prose: number;
  readonly proseBlocks: number;
  /** The length of the prose blocks that do not mention consent; not counted beyond the limit. */
  readonly otherProse: number;
  /** The title, main headings and first lines, where a wall says what it is. */
  readonly front: string;
}

const PROSE_BLOCK = 80;
/** With so much prose about other things than consent, a page is no consent form. */
export const MOST_OTHER_PROSE = 400;

/** Measures a page's text. Linear. */
export function shapeOf(facts: PageFacts): Shape {
  let prose = 0;
  let proseBlocks = 0;
  let otherProse = 0;
  for (const block of facts.text.split('\n')) {
    if (block.length < PROSE_BLOCK) continue;
    prose += block.length;
    proseBlocks++;
    if (otherProse < MOST_OTHER_PROSE && !CONSENT_WORDS.test(block)) otherProse += block.length;
  }
  return {
    length: facts.text.length,
    prose,
    proseBlocks,
    otherProse,
    front: [facts.title, ...facts.headings, facts.text.slice(0, 300)].join('\n'),
  };
}

/** Returns whether a text is thin: shorter than an article, and as short as a wall. */
export function isThin(shape: Shape): boolean {
  return shape.length < 2_500 && shape.prose < 1_000;
}

/** Returns the host and the path without the query; '' if the URL is invalid. */
export function placeOf(url: string): { host: string; path: string } {
  if (!URL.canParse(url)) return { host: '', path: '' };
  const { hostname, pathname } = new URL(url);
  return { host: hostname.replace(/^www\./u, ''), path: pathname.replace(/(?<!\/)\/+$/u, '') };
}

/**
 * Returns whether the answer came from another address than was requested, with a path that
 * identifies it.
 */
export function movedTo(facts: PageFacts, pattern: RegExp): boolean {
  const asked = placeOf(facts.requestedUrl);
  const got = placeOf(facts.finalUrl);
  if (asked.host === got.host && asked.path === got.path) return false;
  const place = `${got.host}${got.path}`;
  return pattern.test(place) && !pattern.test(`${asked.host}${asked.path}`);
}
