/*
 * Parentheses that only name sources, each with a remark on it or without one, as in "The river rose
 * (see [1], p. 3; [2]: the figures of March) (Dupont, Histoire: [3])".
 */

/** Words that lead to nothing but a source, as the text of a regular expression. */
const SEE = 'see|à comparer avec|compare with|voir|cf|vgl|siehe auch|siehe|véase|vedi|zie';
const WORD_END = '(?![\\p{L}\\p{N}])[\\s.,:]*';
/** A word that stands before the sources, as the text of a regular expression. */
const LEAD = `(?:${SEE}|also|esp|for example|sources?|interview|entretien|aussi|notamment|par exemple|p\\. ex|e\\.g)${WORD_END}`;
const OPENS = new RegExp(`[(（]\\s*(?:${LEAD}){0,3}$`, 'iu');
const ARTICLE = "(?:(?:the|le|la|les|der|die|das|den|dem|el|il|lo|los|las)(?:\\s|$)|l['’])";
const LEADS_ON = new RegExp(`^[^\\p{L}\\p{N}]*(?:${LEAD}){0,3}(?:(?<=\\s)${ARTICLE})?$`, 'iu');
/** A remark on the next source, which leads to it, as in "; summed up in". */
const REMARK = new RegExp(
  `^(?:;|[)）]\\s?[(（])\\s?(?!${ARTICLE}|(?:a|an|he|she|it|they|we|un|une|ils?|elles?|on|ce|er|sie|es)\\s)(?:\\p{L}{1,20}\\s){0,2}(?:in|by|with|from|to|of|after|avec|dans|par|de|chez|à|selon|mit|bei|von|nach|con|en|di|da|por)(?:\\s|$)${ARTICLE}?$`,
  'iu',
);
/** What leads from the details of a source to the next one: ", and see" in ", p. 3, and see". */
const JOINS = new RegExp(
  `(?:,\\s(?:(?:and|et|und|y|e|&)\\s)?|\\s(?:and|et|und|y|e|&)(?:\\s|$))(?:${LEAD}){0,3}$`,
  'iu',
);
/**
 * "(" and words that lead to a source, as in "(see Dupont, Histoire". Behind "also" only a few words
 * count, because many words there may be a sentence.
 */
const LED = new RegExp(
  `[(（]\\s*(?!\\p{L}+ (?:how|that|what|why|que|comment|combien) )(?:${LEAD}[^()（）]{1,80}|(?:${SEE})${WORD_END}[^()（）]{1,200})$`,
  'iu',
);
/** "(" behind another source, with words that lead to the next source, as in ") (Le Monde: ". */
const OPENS_NOTE = new RegExp(`^[)）]?[,;]?\\s*[(（](?:${LEAD}[^()（）]*|[^()（）]*:\\s*)$`, 'iu');
/** The same with any words, as in ") (I. Caron, ". Only for a source that is known to have words. */
const OPENS_NAMED = /^[)）]?\s*[(（][^()（）\n]*$/u;
/** The start of parentheses, up to the name of a source. */
const NAMES_SOURCE = /[(（](?:[^()（）\n]*[;,:–—«“"])?\s*$/u;
/**
 * "(" and the words of a note before a link on its source, as in "(R. Calder, ". They begin with a
 * capital: "(the mayor, [Ann Lee](url), said so)" is a remark on the sentence.
 */
const NAMES_NOTE = /[(（]\s?[«“"]?\s?[\p{Lu}\p{Lo}\p{N}][^()（）\n]*[;,:–—«“"]\s*$/u;
/** The same for a link with a year or a page behind it. Then "(dpa, " is a note, too. */
const NAMES_DATED = /[(（]\s?[«“"]?\s?[\p{L}\p{N}][^()（）\n]*[;,:–—«“"]\s*$/u;
/** "(" and the words of a note before a mark, as in "(R. Calder, A report [1], 2025)". */
const NAMES_MARKED =
  /[(（]\s?[\p{Lu}\p{Lo}\p{N}][^()（）\n]*[;,:–—]\s?[«“"]?[\p{Lu}\p{Lo}\p{N}][^()（）\n;,]*$/u;
/** The same directly behind another source, as in " (Le Monde: A title" or " (Le Monde, A title, ". */
const NAMES_NEXT =
  /^[,;]?\s?[(（]\s?[\p{Lu}\p{Lo}\p{N}][^()（）\n]*[;,:–—]\s?(?:[«“"]?\s?[\p{Lu}\p{Lo}\p{N}][^()（）\n;,]*,?\s?)?$/u;
/** A year, a date or a page behind a source and the bracket behind it, as in ", 2025)" or ", p. 3)". */
const DATED =
  /^[»”"]?[,;:.]\s?(?:(?:\p{Lu}\p{L}*|(?!\p{Lu})\p{L}{1,4})(?:\.\s?|\s)){0,12}(?:\d{1,2}(?:er|º|\.)?\s(?:de\s)?\p{L}{3,10}\s(?:de\s)?)?\p{L}{0,4}\d[\d\s–-]*(?:\p{L}{1,4}\.?)?[)）;]/u;
/** The end of parentheses that hold a sentence, as in "said so.)". */
const ENDS_SENTENCE = /^[^()（）\n]*\p{L}[.!?…]["”»]?\s?[)）]/u;
const ENDS_SOURCE = /^[»”"]?\s?(?:[,;:.)）»”]|$)/u;
/** What separates sources without remarks. */
const SEPARATOR = /^\s*(?:[,;|·•]\s*)?(?:(?:and|et|und|y|e|&)\s*)?$/u;
/** Words between sources that say nothing of their own, with the punctuation around them. */
const JOINING = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:${LEAD}|(?:and|or|et|ou|und|oder|sowie|y|o|e|as well as|ainsi que|auch|également)(?![\\p{L}\\p{N}]))[^\\p{L}\\p{N}]*){0,6}$`,
  'iu',
);
/** The longest opening with its words, in UTF-16 units. */
const LONGEST = 48;
const LONGEST_LED = 256;
const WORD = /[\p{L}\p{N}]/u;
const WORDS = /\p{L}[\p{L}\p{M}'’]*/gu;
const CLOSED = /[(（]([^()（）]*)[)）]/gu;
/** "(" and an author before a source. Only with YEAR behind the author it leads to the source. */
const AUTHORED = /[(（]\s?[\p{Lu}\p{Lo}][^()（）\n]*$/u;
/** The year behind an author, as in "Dupont, A. (2024). Histoire". */
const YEAR = /[(（](?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.)(?:,[^()（）]{1,20})?[)）]\.\s/u;

/** Returns the "(" or "(see " before the first source at `at`; '' if there is none. */
export function openingBefore(text: string, at: number): string {
  return OPENS.exec(text.slice(Math.max(0, at - LONGEST), at))?.[0] ?? '';
}

/** Returns the same, or an opening with more words, such as "(see Dupont, Histoire, ". */
export function leadBefore(text: string, at: number): string {
  const opening = openingBefore(text, at);
  if (opening !== '') return opening;
  const tail = tailBefore(text, at);
  const led = LED.exec(tail)?.[0] ?? '';
  if (led !== '') return text.slice(at - led.length, at);
  const authored = text.slice(at - (AUTHORED.exec(tail)?.[0].length ?? 0), at);
  return YEAR.test(authored) ? authored : '';
}

/**
 * Returns a text of the same length without the parentheses that close in it, as the year in
 * "(see Dupont, A. (2024). Histoire". Up to two inside of each other. Linear.
 */
export function withoutClosed(text: string): string {
  return text.replace(CLOSED, ' $1 ').replace(CLOSED, ' $1 ');
}

function tailBefore(text: string, at: number): string {
  return withoutClosed(text.slice(Math.max(0, at - LONGEST_LED), at));
}

/**
 * Whether the link on these words is on the name or the title of a source in parentheses, as in
 * "(Dupont, [Histoire](url), p. 3)", and not on words of a sentence.
 */
export function namesSource(text: string, from: number, end: number): boolean {
  return (
    NAMES_SOURCE.test(tailBefore(text, from)) &&
    /^[\p{Lu}\p{Lo}]/u.test(text.slice(from)) &&
    ENDS_SOURCE.test(text.slice(end, end + 3))
  );
}

/**
 * Returns the length of "(R. Calder, " before a link on the name of a source whose parentheses say
 * no more than the words of a note, as in "(R. Calder, [A report](url), 2025)"; for a mark instead
 * of a link, where `from` is `end`, with the name. 0 for other citations.
 */
export function noteBefore(text: string, from: number, end: number): number {
  const before = tailBefore(text, from);
  const after = text.slice(end, end + LONGEST_LED);
  const isDated = DATED.test(after);
  const isNamed = namesSource(text, from, end);
  // With a date behind it, "press release" is a source, too.
  const isNote = from === end ? isDated : (isNamed || isDated) && !ENDS_SENTENCE.test(after);
  if (!isNote) return 0;
  const named = isDated && (isNamed || from === end) ? NAMES_DATED : NAMES_NOTE;
  return (from === end ? NAMES_MARKED : named).exec(before)?.[0].length ?? 0;
}

/**
 * Whether parentheses with the name of a source and one mark stand directly behind another source,
 * from `end` on, as in "The river rose [1] (Le Monde: A title [2])".
 */
export function isNoteBehind(text: string, end: number, mark: number): boolean {
  const between = text.slice(end, mark);
  const isNear = between.length <= LONGEST_LED && /^\s?[)）]/u.test(text.slice(mark, mark + 2));
  return isNear && NAMES_NEXT.test(withoutClosed(between.replace(/^[)）]/u, '')));
}

/** Whether nothing but what separates sources stands between two. */
export function isSeparator(between: string): boolean {
  return between.length < 20 && SEPARATOR.test(between);
}

/** Whether a text has no words but those that join sources or lead to them, as in ", see also ". */
export function isJoining(text: string): boolean {
  return !WORD.test(text) || (text.length < LONGEST && JOINING.test(text));
}

/** How the parentheses around a source begin: not at all, with a source, or with "see". */
export type Opening = 'none' | 'source' | 'lead';

export function openingAt(text: string, at: number): Opening {
  const lead = leadBefore(text, at);
  if (lead === '') return 'none';
  return /\p{L}/u.test(lead) ? 'lead' : 'source';
}

/** Returns how the parentheses around the second of two sources begin. */
export function openingAfter(first: Opening, text: string, from: number, to: number): Opening {
  const between = text.slice(from, to);
  if (!/[()（）]/u.test(between)) return first;
  if (!isOpenAfter(between, first !== 'none')) return 'none';
  const opening = openingAt(text, to);
  return opening === 'none' ? 'source' : opening;
}

/**
 * Whether the words between two sources only say something about the sources. `opening` says how the
 * parentheses around the first one begin. Inside them, up to three words count, any words behind a
 * comma, a colon or a dash, and all words if they begin with "see". Words that lead to the second
 * source count too, as in "(Dupont, Histoire: [2])"; if the second one `isNamed` by the words of a
 * note, all words in its parentheses. Linear.
 */
export function isDetails(between: string, opening: Opening, isNamed = false): boolean {
  const opensNote = (text: string) => {
    const open = withoutClosed(text);
    return OPENS_NOTE.test(open) || (isNamed && OPENS_NAMED.test(open));
  };
  if (opensNote(between)) return true;
  const end = opening === 'none' ? null : endOfDetails(between);
  const staysOpen = opening === 'lead' && (end === null || between[end] === ';');
  if (staysOpen) return true;
  if (end === null) return opening === 'source' && isDated(between);
  const rest = between.slice(end);
  if (!LEADS_ON.test(rest) && !REMARK.test(rest) && !opensNote(rest)) return false;
  return isShort(between.slice(0, end));
}

/** Returns whether a date or a page stands between two sources, as in ", 22 May 2025, and see ". */
function isDated(between: string): boolean {
  const joint = JOINS.exec(between.slice(0, LONGEST_LED));
  if (joint === null || between.length > LONGEST_LED) return false;
  const details = between.slice(0, joint.index);
  return /^,.*\d/u.test(details) && (details.match(WORDS) ?? []).length <= 4;
}

function isShort(details: string): boolean {
  return /^\s?[,:–—-]/u.test(details) || (details.match(WORDS) ?? []).length <= 3;
}

/**
 * Returns the length of the details behind a source with the parenthesis that closes, as in
 * ", p. 3)". 0 if the text behind the source is something else.
 */
export function detailsAfter(after: string, opening: Opening): number {
  const end = opening === 'none' ? null : endOfDetails(after);
  if (end === null || !/^[)）]/u.test(after.slice(end))) return 0;
  const details = after.slice(0, end);
  if (details.includes('\n') || (opening === 'source' && !isShort(details))) return 0;
  return end + 1;
}

/** Returns the length of the words behind a source in parentheses with the one that closes. */
export function remarkAfter(after: string): number {
  const end = endOfDetails(after);
  return end !== null && /^[)）]/u.test(after.slice(end)) ? end + 1 : 0;
}

/** Returns where parentheses, or else their parts for single sources, end. Null if they go on. */
export function endOfDetails(between: string): number | null {
  let depth = 0;
  let end: number | null = null;
  for (const { 0: mark, index } of between.matchAll(/[();（）]/gu)) {
    if (mark === ';') end = depth === 0 ? index : end;
    else if (mark === '(' || mark === '（') depth++;
    else if (depth === 0) return index;
    else depth--;
  }
  return end;
}

/** Returns whether parentheses are open behind a text; `isOpen` says it of the place before. */
export function isOpenAfter(between: string, isOpen: boolean): boolean {
  let depth = isOpen ? 1 : 0;
  for (const mark of between.match(/[()（）]/gu) ?? []) {
    depth = mark === '(' || mark === '（' ? depth + 1 : Math.max(0, depth - 1);
  }
  return depth > 0;
}

/** Whether the second of two sources is in the parentheses of the first. */
export function staysInside(between: string): boolean {
  return isSeparator(between) || (isDetails(between, 'source') && isOpenAfter(between, true));
}
