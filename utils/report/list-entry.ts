import { readStyle } from '../model/citation-styles';
import type { FoundCitation } from './citations/found';
import { wordsBetween } from './read-statement';
import type { ListTitle } from './read-wording';

/*
 * Below a title such as "Notes" or "Sources" stands mostly a list of sources, but people write
 * cited sentences there as well. An entry has no claim, so a sentence that is taken for one would
 * never be reviewed, and nobody would notice it.
 */

/** `Petit, A. (2020). Title`, `Petit, A.` at the start, `2020;3:41`: the forms of bibliographies. */
const REFERENCE =
  /\((?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.)(?:,[^()]{1,20})?\)[.:]\s+\S|^\P{L}{0,8}\p{Lu}[\p{L}'’-]{1,30}, (?:\p{Lu}\.[ -]?)+|\b(?:19|20)\d\d;\s?\d/u;
/** Words that sentences do not have. */
const REFERENCE_WORDS =
  /\b(?:doi|isbn|issn|arxiv|url)\s?:|\bvol\. ?\d|\b(?:accessed|retrieved|consultée?s? le|abgerufen(?: am)?|zugriff(?: am)?|consultado el|acess(?:o|ado) em|consultato il|geraadpleegd op) (?:on )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? )?\d|\b(?:available (?:at|from|online)|disponible (?:sur|à|en)|verfügbar unter)\s?:/iu;
const SENTENCE_END = /[.!?…。！？؟][\s*_"'”’»）)\]]*$/u;
const CITATION = /\[\[cite:[^\]]{1,40}\]\]/gu;
/** An address whose link is elsewhere, as before the mark of a note. */
const ADDRESS = /https?\\?:\/\/\S+/giu;
const EMPTY_BRACKETS = /[([（][\s,;]*[)\]）]/gu;
const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Minimum length of a sentence, in words, or in characters of scripts without spaces. */
const MIN_WORDS = 3;
const MIN_CHARACTERS = 10;
/** In UTF-16 units. An entry is shorter. */
const MAX_LOOKED_AT = 2000;

/**
 * Returns whether a cited block in a list of sources is a sentence of the report, and not an entry of
 * the list. Some blocks can be read as both. Below the title "Notes", or without a title, they are
 * sentences.
 */
export function isCitedSentence(
  source: string,
  { bodyStart, end }: { readonly bodyStart: number; readonly end: number },
  citations: readonly FoundCitation[],
  list: ListTitle,
): boolean {
  const [first] = citations;
  if (first === undefined) return false;
  const to = Math.min(end, bodyStart + MAX_LOOKED_AT);
  const found = wordsBetween(source, bodyStart, to, citations);
  const words = found.replace(ADDRESS, '').replace(EMPTY_BRACKETS, '').trim();
  if (!hasSentence(words) || REFERENCE.test(words) || REFERENCE_WORDS.test(words)) return false;
  const styles = citations.map(({ style }) => readStyle(style));
  // An entry does not lead to another entry.
  if (styles.some((style) => style?.isLed === true && style.onWords !== true)) return true;
  const isEnded = SENTENCE_END.test(words);
  const lead = source.slice(bodyStart, first.start).replace(/[\s*_"“«([]+/gu, '');
  const goesOn = /^[*_"”»)\]]*\s*(?:(?<=\s)\p{Ll}|\p{Lo})/u.test(source.slice(first.end, to));
  if (lead === '' && !goesOn) return list === 'notes' && isEnded;
  if (list === 'notes') return true;
  return isEnded && styles.every((style) => style?.label !== 'own-words' || style.onWords === true);
}

/** Returns whether an entry, as a statement stores it, is a sentence beside its citations. */
export function isNoteSentence(entry: string): boolean {
  const words = entry.slice(0, MAX_LOOKED_AT).replace(CITATION, ' ').replace(EMPTY_BRACKETS, '');
  if (REFERENCE.test(words) || REFERENCE_WORDS.test(words)) return false;
  return hasSentence(words) && SENTENCE_END.test(words.trim());
}

/**
 * Returns whether words of an entry, without its links, say more than where the source is from: a
 * remark of its author, such as "figures for 2024 only". Names and dates alone are none.
 */
export function isRemark(words: string): boolean {
  const looked = words.slice(0, MAX_LOOKED_AT).replace(EMPTY_BRACKETS, '');
  if (REFERENCE.test(looked) || REFERENCE_WORDS.test(looked)) return false;
  const all = looked.match(WORD) ?? [];
  if (UNSPACED.test(looked)) return all.join('').length >= MIN_CHARACTERS;
  return all.filter((word) => /^[\p{Ll}\p{Lo}]/u.test(word)).length >= 2;
}

function hasSentence(words: string): boolean {
  const all = words.match(WORD) ?? [];
  if (UNSPACED.test(words)) return all.join('').length >= MIN_CHARACTERS;
  return all.length >= MIN_WORDS && all.filter((word) => /^[\p{Ll}\p{Lo}]/u.test(word)).length >= 2;
}
