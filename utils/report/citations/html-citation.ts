import { judgeAddress, type Target } from './found';
import { decodeHtml, type HtmlTag, htmlWords } from './html-tags';
import type { ReferenceTable } from './reference-table';

/** The elements that can cite. */
const CITING: ReadonlySet<string> = new Set(['a', 'sup', 'cite']);
const NUMBER = /^[[(]?\^?(\d{1,4})[\])]?$/u;
const NUMBERS = /^\[?(\d{1,4}(?:\s?[,;]\s?\d{1,4}){0,20})\]?$/u;

export type HtmlReading =
  | { readonly type: 'citation'; readonly targets: readonly Target[] }
  | {
      readonly type: 'left-alone';
      readonly why: 'address-not-allowed' | 'not-a-citation' | 'no-address';
    }
  | { readonly type: 'none' };

const NONE: HtmlReading = { type: 'none' };

export function mayCite(tag: HtmlTag): boolean {
  return !tag.closing && CITING.has(tag.name);
}

/** Reads `<a href>`; `html` is its content, `at` its position in the report. */
export function readAnchor(
  href: string | null,
  html: string,
  references: ReferenceTable,
  at: number,
): HtmlReading {
  if (href === null) return NONE;
  const label = htmlWords(html);
  switch (judgeAddress(href)) {
    case 'page':
      return { type: 'citation', targets: [{ href, label, title: label }] };
    case 'not-allowed':
      return { type: 'left-alone', why: 'address-not-allowed' };
    case 'no-page': {
      if (!NUMBER.test(label)) return NONE;
      const targets = href.startsWith('#') ? numberedTargets(label, references, at) : [];
      if (targets.length > 0) return { type: 'citation', targets };
      return { type: 'left-alone', why: 'not-a-citation' };
    }
  }
}

/** Reads `<sup>1</sup>` and `<cite>…</cite>` without a link. */
export function readTagged(
  name: string,
  html: string,
  references: ReferenceTable,
  at: number,
): HtmlReading {
  if (name === 'cite') return { type: 'left-alone', why: 'no-address' };
  const numbers = NUMBERS.exec(decodeHtml(html).trim())?.[1]?.match(/\d+/gu) ?? [];
  const targets = numbers.flatMap((number) => references.number(Number(number), at)?.targets ?? []);
  return targets.length === 0 ? NONE : { type: 'citation', targets };
}

/**
 * Returns the entries of the report's own list that a numeric label names; none for other labels.
 */
export function numberedTargets(
  label: string,
  references: ReferenceTable,
  at: number,
): readonly Target[] {
  const number = NUMBER.exec(label)?.[1];
  return number === undefined ? [] : (references.number(Number(number), at)?.targets ?? []);
}

/**
 * Pairs each opening tag of a citing element with its closing tag. Elements that contain another of
 * the same name have no pair.
 */
export function pairTags(tags: readonly HtmlTag[]): Map<HtmlTag, HtmlTag> {
  const pairs = new Map<HtmlTag, HtmlTag>();
  const open = new Map<string, HtmlTag>();
  for (const tag of tags) {
    if (!CITING.has(tag.name)) continue;
    const opening = open.get(tag.name);
    if (tag.closing && opening !== undefined) pairs.set(opening, tag);
    if (tag.closing) open.delete(tag.name);
    else open.set(tag.name, tag);
  }
  return pairs;
}
