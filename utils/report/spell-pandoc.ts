import type { BookedCitation } from './citation-book';
import { citationNodes } from './citation-target';
import type { NoteWords } from './citations/found';
import type { PhrasingContent } from './markup/mdast';
import { withinWords, wordsOf } from './note-words';
import { asIs, lineMarkdown } from './write-nodes';
import type { Mark, WrittenCitation } from './write-statement';

/*
 * Spells citations as Pandoc reads them: `[see @key, p. 3]`. See "Citation syntax" in
 * https://pandoc.org/MANUAL.html.
 */

/** The words of a note that a citation can have: no brackets, no other key, no other citation. */
const IN_MARK = /^[^[\]@;\n]{0,200}$/u;

/** Returns whether a citation can have the words of a note. Otherwise they stand behind it. */
export function fitsInMark(words: NoteWords | undefined): boolean {
  return [words?.before ?? [], words?.after ?? []].every((part) => IN_MARK.test(wordsOf(part)));
}

/** Page numbers alone, such as "33–35, 40". A number such as 2024 is probably a year. */
const PAGES = /^(?!(?:19|20)\d\d(?!\d))\d{1,5}(?:\s?(?:[-–,&]|and|et)\s?\d{1,5}){0,9}\.?$/iu;
/** A page, and behind it other words that begin with a number: "p. 3, 5 May". */
const PAGE_FIRST =
  /^(?<comma>[\s,]*)(?<page>(?:pp?|pages?|chap|chapters?|chapitres?|vols?|volumes?|secs?|sections?|figs?|figures?|no?|notes?|paras?|paragraphs?|parts?)\.?\s?\d{1,6}(?:[-–]\d{1,6})?)(?=\s?,\s?(?<next>\S*\d.*))/isu;

/**
 * Spells a key with the words of a note around it. Pandoc takes a word with a digit right behind a
 * key for a page number, and the numbers that follow it as well. So braces show where the page
 * ends: `[@key{}, 11 February 2025]` has no page, and `[@key, {p. 3}, 5 May]` has one.
 */
function keyWithin(key: string, words: NoteWords | undefined): PhrasingContent[] {
  const after = wordsOf(words?.after ?? []);
  const { comma = '', page, next = '' } = PAGE_FIRST.exec(after)?.groups ?? {};
  const [first, ...others] = words?.after ?? [];
  if (words !== undefined && page !== undefined && !PAGES.test(next) && first?.type === 'text') {
    const start = comma + page;
    if (first.value.startsWith(start)) {
      const value = `${comma}{${page}}${first.value.slice(start.length)}`;
      const braced = { ...words, after: [{ type: 'text' as const, value }, ...others] };
      return withinWords([asIs(key)], braced, 'aside');
    }
  }
  const own = after.replace(/^[\s,]+/u, '');
  const hasNoPage = /^\S*\d/u.test(own) && !PAGES.test(own);
  return withinWords([asIs(hasNoPage ? `${key}{}` : key)], words, 'aside');
}

/** Spells `[see @key, p. 3]` from `[@key]`, or puts words that do not fit into parentheses behind it. */
export function pandocCitation(mark: string, label: string, words: NoteWords): WrittenCitation {
  const key = mark.slice(1, -1);
  const nodes = fitsInMark(words)
    ? [asIs('['), ...keyWithin(key, words), asIs(']')]
    : [asIs(`${mark} `), ...citationNodes({ label, url: null, words })];
  return written(nodes, [key]);
}

/** The longest citation that is read back, from its first key on. */
const LONGEST_MARK = 450;

/** Spells `[@a, p. 3; see @b]`; null if one citation cannot have the words. */
export function pandocNote(
  note: readonly BookedCitation[],
  keyOf: (booked: BookedCitation) => string,
): WrittenCitation | null {
  const parts = note.map(({ target: { words } }) => [words?.before ?? [], words?.after ?? []]);
  const fits = note.every(({ target }) => fitsInMark(target.words));
  const keys = note.map((booked) => `@${keyOf(booked)}`);
  const length = [...parts.flat().map(wordsOf), ...keys].join('  ').length;
  if (!fits || length > LONGEST_MARK) return null;
  const nodes = note.flatMap(({ target }, at): PhrasingContent[] => [
    asIs(at === 0 ? '[' : '; '),
    ...keyWithin(keys[at] ?? '', target.words),
  ]);
  return written([...nodes, asIs(']')], keys);
}

function written(nodes: readonly PhrasingContent[], keys: readonly string[]): WrittenCitation {
  const marks = keys.map((words): Mark => ({ type: 'words', words }));
  return { nodes, marks, markdown: lineMarkdown(nodes), spacing: 'apart' };
}
