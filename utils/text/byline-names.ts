import { splitPersonName } from './person-name';

/*
 * A byline is what a page prints beside an article, and sites put dates, roles and buttons into it:
 * "By Nathan Willis March 25, 2015", "Ann Field, Staff Writer", "Last Updated: January 7, 2025".
 */

/** Whole words, because many names begin like a month: "Marsh", "Mayer", "Augustine". */
const MONTHS = [
  'January Jan February Feb March Mar April Apr May June Jun July Jul August Aug September Sept',
  'Sep October Oct November Nov December Dec janvier janv février févr fév fevrier mars avril',
  'avr mai juin juillet juil août aout septembre octobre novembre décembre déc Januar Februar',
  'März Mär Juni Juli Oktober Okt Dezember Dez enero ene febrero marzo abril abr mayo junio',
  'julio agosto ago septiembre octubre noviembre diciembre dic gennaio gen febbraio aprile',
  'maggio mag giugno giu luglio lug settembre set ottobre ott dicembre',
];
const MONTH = `(?:${MONTHS.join(' ').replaceAll(' ', '|')})(?!\\p{L})\\.?`;
const WEEKDAY =
  '(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag';
const UNIT =
  '(?:sec|min|hour|hr|day|week|month|year|heure|jour|semaine|mois|stunde|tag|hodin|minut|hora|d[ií]a)\\p{L}*';
/** A date, a time, or how long ago something was. */
const TIME = new RegExp(
  [
    `(?<![\\p{L}-])(?:${WEEKDAY})(?=,?\\s+(?:${MONTH}\\s+)?\\d)`,
    `(?<!\\p{L})${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?(?!\\d)(?:,?\\s*\\d{4})?`,
    `(?:(?<!\\p{L})(?:le|am|on)\\s+)?(?<!\\d)\\d{1,2}(?:er|st|nd|rd|th)?\\.?\\s+(?:de\\s+)?${MONTH}(?:\\s+(?:de\\s+)?\\d{4})?`,
    `(?<!\\p{L})${MONTH}\\s+\\d{4}`,
    '\\d{4}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?(?:T[\\d:.]+Z?)?',
    '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}',
    '(?:@|at|à|um)?\\s*\\d{1,2}[:h]\\d{2}(?::\\d{2})?\\s*(?:[ap]\\.?m\\.?(?!\\p{L}))?(?:\\s*(?:UTC|GMT|[ECMP][SD]?T|CES?T)(?!\\p{L}))?',
    `(?:(?:vor|il\\s+y\\s+a|před|hace)\\s+)?\\d+\\s*${UNIT}(?:\\s+ago)?`,
  ].join('|'),
  'giu',
);
/** What follows one of these words in a byline is no longer about the authors. */
const ELSEWHERE =
  /(?<!\p{L})(?:(?:last\s+)?(?:updated|modified|published|posted|edited|reviewed|translated|photograph(?:s|ed|y)?|photos?|follow|more\s+by|view|read|share|filed|special\s+to|for\s+the)|mis\s+à\s+jour|publié|modifié|traduit|avec|aktualisiert|veröffentlicht|actualizado|publicado)(?!\p{L}).*$/iu;
const BY =
  /^(?:(?:written|words|text|story|article|report(?:ed|ing)?|posted|published)\s+)?(?:by|par|von|de|por|di)(?:\s*:\s*|\s+)(?=\p{Lu})/iu;
/** What a person is, beside the name. */
const ROLE =
  /(?:(?<!\p{L})(?:chief|guest|senior|staff)\s+)*(?<!\p{L})(?:reporter|correspondent|editor|writer|contributor|columnist|photographer|producer|analyst|journalist|author|journaliste|rédact(?:eur|rice)|correspondante?|reporterin|redakteur(?:in)?|redactora?|periodista)(?!\p{L}).*$/iu;
const BETWEEN = /[|•·;/]| [–—-] /u;
const AND = / (?:and|et|und|y|e|&) /u;
const LONGEST = 100;

/**
 * Returns the names of the authors in a byline, without dates, times, roles and labels; none if
 * nothing else is in it. Names of organisations and user names stay whole. Two names are separated
 * only if both are names of persons, because "Health and Human Services" is one author.
 */
export function namesInByline(byline: string): string[] {
  const written = byline
    .replace(/\([^()]{0,100}\)/gu, ' ')
    .split(/\s+/u)
    // E-mail addresses and the names of accounts.
    .filter((word) => word !== '' && (word === '@' || !word.includes('@')))
    .join(' ');
  const pieces = written
    .split(TIME)
    .flatMap((piece) => piece.split(BETWEEN))
    .map((piece) => nameIn(piece, piece.trim() !== written))
    .filter((piece) => piece !== '');
  const names = pieces.flatMap(separate);
  return [...new Set(names.flatMap(withoutRole))];
}

/** "Ann Field Staff Writer" is a person with a role, "eHow Contributor" a role alone. */
function withoutRole(name: string): string[] {
  const bare = name.replace(ROLE, '').trim();
  return bare === name || splitPersonName(bare) !== null ? [bare] : [];
}

/** @param isPart Whether more was beside it, so that it may be what is left of a label. */
function nameIn(piece: string, isPart: boolean): string {
  const bare = piece.trim().replace(BY, '');
  const cut = bare.replace(ELSEWHERE, '').replace(BY, '');
  const words = cut.split(/\s+/u).filter((word) => word !== '');
  // A user name may have digits; a name of several words has none.
  const digit = words.length > 1 ? words.findIndex((word) => /\d/u.test(word)) : -1;
  const name = (digit < 0 ? words : words.slice(0, digit))
    .join(' ')
    .replace(/^[ ,.:@&–—-]{1,9}|[ ,:@&–—-]{1,9}$/gu, '');
  if (name.length > LONGEST || (name.match(/\p{L}/gu) ?? []).length < 2) return '';
  const isCut = isPart || digit >= 0 || cut !== bare;
  return isCut && /^\p{Ll}/u.test(name) ? '' : name;
}

/** "Ann Field, Bo Marsh and Cy Reed"; "Ann Field, The Lake Times"; "Field, Ann". */
function separate(text: string): string[] {
  const byComma = text.split(',').map((part) => part.trim());
  const [first = '', ...others] = byComma;
  const turned = byComma.length === 2 && !/\s/u.test(first) ? splitPersonName(text) : null;
  if (turned !== null && turned.suffix === '') return [`${turned.given} ${turned.family}`];
  if (others.length > 0 && splitPersonName(text)?.suffix === undefined) {
    const parts = byComma.flatMap((part) => byAnd(part.replace(/^(?:and|et|und|y|&)\s+/u, '')));
    const isPerson = (part: string) => splitPersonName(part) !== null;
    if (isPerson(parts[0] ?? '')) {
      const [head = '', ...rest] = parts;
      return [head, ...rest.filter(isPerson)];
    }
  }
  return byAnd(text);
}

function byAnd(text: string): string[] {
  const parts = text.split(AND);
  return parts.every((part) => splitPersonName(part) !== null) ? parts : [text];
}
