import type { PageFacts } from './page-facts';
import { CONSENT_WORDS } from './wall-words';

/** What a text looks like from afar. Lengths are UTF-16 units. */
export interface Shape {
  readonly length: number;
  /** Units in blocks long enough to be sentences of an article. */
  readonly prose: number;
  readonly proseBlocks: number;
  /** Of the prose, units in blocks that do not speak of consent. */
  readonly otherProse: number;
  /** Title, main headings and the first lines, where a wall says what it is. */
  readonly front: string;
}

const PROSE_BLOCK = 80;

/** Measures a page's text. Linear in it. */
export function shapeOf(facts: PageFacts): Shape {
  let prose = 0;
  let proseBlocks = 0;
  let otherProse = 0;
  for (const block of facts.text.split('\n')) {
    if (block.length < PROSE_BLOCK) continue;
    prose += block.length;
    proseBlocks++;
    if (!CONSENT_WORDS.test(block)) otherProse += block.length;
  }
  return {
    length: facts.text.length,
    prose,
    proseBlocks,
    otherProse,
    front: [facts.title, ...facts.headings, facts.text.slice(0, 300)].join('\n'),
  };
}

/** Thin: an article is not this short, and what walls say is not longer. */
export function isThin(shape: Shape): boolean {
  return shape.length < 2_500 && shape.prose < 1_000;
}

/** Host and path, without what a query says; '' where the URL is none. */
export function placeOf(url: string): { host: string; path: string } {
  if (!URL.canParse(url)) return { host: '', path: '' };
  const { hostname, pathname } = new URL(url);
  return { host: hostname.replace(/^www\./u, ''), path: pathname.replace(/(?<!\/)\/+$/u, '') };
}

/** Whether the answer came from another place than was asked, at a path that gives it away. */
export function movedTo(facts: PageFacts, pattern: RegExp): boolean {
  const asked = placeOf(facts.requestedUrl);
  const got = placeOf(facts.finalUrl);
  if (asked.host === got.host && asked.path === got.path) return false;
  const place = `${got.host}${got.path}`;
  return pattern.test(place) && !pattern.test(`${asked.host}${asked.path}`);
}
