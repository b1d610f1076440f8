/** The truth about a page after an edit, whatever the judge says. */
export type DriftTruth =
  /** Only the typography or the position changed. The check must pass. */
  | 'same'
  /** The passage changed or is missing. The check must not pass. */
  | 'changed'
  /**
   * The quote is unchanged, but its context changes the meaning. The check must not pass without a
   * flag.
   */
  | 'turned'
  /**
   * The quote is unchanged, but the page's own style hides it. The check must not pass without a
   * flag.
   */
  | 'hidden'
  /** The page has no content. The check must neither pass nor give a verdict about the passage. */
  | 'wall';

/** One replacement inside a passage. Offsets are UTF-16 units of the passage's text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An edit of a passage's text. Returns null if it does not apply to the passage. */
export type EditText = (quote: string) => readonly TextEdit[] | null;

type Named = [name: string, edit: EditText][];

export interface TextKind {
  readonly name: string;
  readonly truth: DriftTruth;
  readonly edit: EditText;
}

function every(pattern: RegExp, replace: (found: RegExpExecArray) => string): EditText {
  return (quote) => {
    const edits = [...quote.matchAll(pattern)].flatMap((found) => {
      const text = replace(found);
      const start = found.index;
      return text === found[0] ? [] : [{ start, end: start + found[0].length, text }];
    });
    return edits.length === 0 ? null : edits;
  };
}

/** Replaces the match nearest to the middle, because the edges have cases of their own. */
function one(pattern: RegExp, replace: (found: RegExpExecArray) => string): EditText {
  const all = every(pattern, replace);
  return (quote) => {
    const middle = quote.length / 2;
    const far = (edit: TextEdit) => Math.abs((edit.start + edit.end) / 2 - middle);
    const [nearest] = [...(all(quote) ?? [])].sort((a, b) => far(a) - far(b));
    return nearest === undefined ? null : [nearest];
  };
}

/** Swaps a word for the other word of its pair, in either direction, and keeps the case. */
function swapped(pairs: readonly (readonly [string, string])[]): EditText {
  const other = new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  const words = [...other.keys()].sort((a, b) => b.length - a.length).join('|');
  const whole = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}'’-])(?:${words})(?![\\p{L}\\p{M}\\p{N}'’-])`,
    'giu',
  );
  return one(whole, ([word]) => {
    const to = other.get(word.toLowerCase()) ?? word;
    return /^\p{Lu}/u.test(word) ? to.charAt(0).toUpperCase() + to.slice(1) : to;
  });
}

const WORD =
  "(?<![\\p{L}\\p{M}\\p{N}'’\\u00AD-])\\p{L}[\\p{L}\\p{M}]{3,}(?![\\p{L}\\p{M}\\p{N}'’\\u00AD-])";
const INSIDE = '(?<=[\\p{L}\\p{N},;] )';
/** The number of a footnote, as in "[7]", has no meaning of its own. */
const DIGITS = /(?<![\p{L}\p{N}.,:/[])\p{Nd}+(?![\p{L}\p{N}])/gu;

const nextDigit = (digit: string) => String((Number(digit) + 1) % 10);

function withAccent(letter: string): string {
  const bare = letter.normalize('NFD').charAt(0);
  return bare === letter.normalize('NFC') ? `${letter}\u0301`.normalize('NFC') : bare;
}

export const TYPOGRAPHIC: readonly TextKind[] = (
  [
    ['no edit', () => []],
    [
      'quotation marks',
      every(/["“”«»]|(?<=\p{L})['’](?=\p{L})/gu, ([mark]) => {
        if (mark === '"') return '“';
        if (mark === "'") return '’';
        return mark === '’' ? "'" : '"';
      }),
    ],
    ['hyphens', every(/(?<=\p{L})[-‐‑](?=\p{L})/gu, ([dash]) => (dash === '-' ? '‑' : '-'))],
    [
      'dashes of a range',
      every(/(?<=\p{Nd})[-–](?=\p{Nd})/gu, ([dash]) => (dash === '-' ? '–' : '-')),
    ],
    ['spaced dashes', every(/ [-–—] (?=\p{L})/gu, ([dash]) => (dash.includes('—') ? ' – ' : '—'))],
    ['ellipses', every(/\.\.\.|…/gu, ([dots]) => (dots === '…' ? '...' : '…'))],
    [
      'ligatures',
      every(/ffi|fi|fl/gu, ([letters]) => ({ ffi: 'ﬃ', fi: 'ﬁ', fl: 'ﬂ' })[letters] ?? letters),
    ],
    ['soft hyphens', every(/(?<=\p{L}{4})(?=\p{L}{4})/gu, () => '\u00AD')],
    ['no-break spaces', every(/ /gu, () => '\u00A0')],
    ['narrow spaces', every(/(?<=\p{Nd}) (?=\p{L})| (?=[;:!?%])/gu, () => '\u202F')],
    ['white space', every(/(?<=\S) (?=\S)/gu, () => ' \n\t ')],
    [
      'letters and marks apart',
      every(/[\u00C0-\u024F]+/gu, ([letters]) => letters.normalize('NFD')),
    ],
    [
      'case of the first letter',
      every(/^\p{L}(?=\p{Ll}{3,}(?![\p{L}\p{M}\p{N}'’-]))/gu, ([letter]) =>
        letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
      ),
    ],
  ] satisfies Named
).map(([name, edit]) => ({ name, truth: 'same', edit }));

/** Neutral words that replace others. */
const OTHERS = ['harbour', 'lantern', 'meadow', 'saddle', 'chimney', 'pebble'];
const otherThan = (word: string, at = 0) =>
  OTHERS.slice(at % OTHERS.length).find((other) => other !== word.toLowerCase()) ?? 'lantern';

export const CHANGED: readonly TextKind[] = (
  [
    ['word inserted', one(new RegExp(`${INSIDE}(?=${WORD})`, 'gu'), () => 'hardly ')],
    ['adverb inserted', one(new RegExp(`${INSIDE}(?=${WORD})`, 'gu'), () => 'also ')],
    ['word replaced', one(new RegExp(`${INSIDE}${WORD}`, 'gu'), ([word]) => otherThan(word))],
    ['last letter of a word', one(new RegExp(WORD, 'gu'), ([word]) => word.slice(0, -1))],
    ['word dropped', one(new RegExp(`${INSIDE}${WORD} `, 'gu'), () => '')],
    ['first word dropped', every(/^\p{L}+ (?=\p{L})/gu, () => '')],
    ['last word dropped', every(/(?<=\p{L}) \p{L}+(?=[.!?]?$)/gu, () => '')],
    [
      'words swapped',
      one(/(?<= )(\p{L}{3,}) (\p{L}{3,})(?= )/gu, (found) =>
        found[1]?.toLowerCase() === found[2]?.toLowerCase() ? found[0] : `${found[2]} ${found[1]}`,
      ),
    ],
    ['figure', one(DIGITS, ([figure]) => figure.slice(0, -1) + nextDigit(figure.slice(-1)))],
    ['digit more', one(DIGITS, ([figure]) => `1${figure}`)],
    ['zero more', one(DIGITS, ([figure]) => `${figure}0`)],
    ['sign of a figure', one(/(?<=\p{L} )\p{Nd}+(?![\p{L}\p{N}])/gu, ([figure]) => `-${figure}`)],
    ['decimal mark', one(/(?<=\p{Nd})[.,](?=\p{Nd})/gu, ([mark]) => (mark === '.' ? ',' : '.'))],
    [
      'magnitude',
      swapped([
        ['million', 'billion'],
        ['millions', 'billions'],
        ['thousand', 'hundred'],
        ['thousands', 'hundreds'],
        ['milliard', 'millier'],
        ['milliards', 'milliers'],
        ['mille', 'cent'],
        ['Millionen', 'Milliarden'],
      ]),
    ],
    [
      'figure in words',
      swapped([
        ['two', 'three'],
        ['four', 'five'],
        ['six', 'seven'],
        ['one', 'none'],
        ['deux', 'trois'],
        ['quatre', 'cinq'],
        ['zwei', 'drei'],
        ['first', 'second'],
        ['half', 'quarter'],
      ]),
    ],
    [
      'unit',
      swapped([
        ['percent', 'points'],
        ['km', 'mi'],
        ['miles', 'metres'],
        ['hours', 'minutes'],
        ['days', 'weeks'],
        ['years', 'months'],
        ['year', 'month'],
        ['day', 'week'],
        ['jours', 'semaines'],
        ['ans', 'mois'],
        ['mètres', 'pieds'],
        ['gb', 'mb'],
        ['dollars', 'cents'],
        ['euros', 'francs'],
      ]),
    ],
    ['percent sign', one(/(?<=\p{Nd}[ \u00A0\u202F]?)%/gu, () => '‰')],
    ['currency', one(/[$€£]/gu, ([sign]) => (sign === '€' ? '$' : '€'))],
    [
      'date',
      swapped([
        ['january', 'june'],
        ['february', 'august'],
        ['march', 'october'],
        ['april', 'september'],
        ['july', 'november'],
        ['december', 'may'],
        ['monday', 'thursday'],
        ['tuesday', 'friday'],
        ['wednesday', 'sunday'],
        ['janvier', 'juin'],
        ['février', 'août'],
        ['mars', 'octobre'],
        ['avril', 'septembre'],
        ['lundi', 'jeudi'],
        ['mardi', 'vendredi'],
      ]),
    ],
    [
      'year',
      one(/(?<!\p{N})(?:19|20)\p{Nd}\p{Nd}(?!\p{N})/gu, ([year]) => String(Number(year) + 1)),
    ],
    [
      'name',
      one(/(?<=\p{Ll} )\p{Lu}\p{Ll}{2,}(?![\p{L}'’-])/gu, ([name]) =>
        name === 'Morel' ? 'Durand' : 'Morel',
      ),
    ],
    [
      'case of an acronym',
      one(/(?<![\p{L}\p{N}'’-])\p{Lu}{2,}(?![\p{L}\p{N}'’-])/gu, ([letters]) =>
        letters.toLowerCase(),
      ),
    ],
    ['negation dropped', one(/(?<![\p{L}'’])(?:not|never|no|pas|jamais|nicht|kein) /giu, () => '')],
    ['contraction', one(/(?<=\p{L})n['’]t(?!\p{L})/gu, () => '')],
    [
      'negation added',
      one(
        /(?<![\p{L}'’])(?:is|are|was|were|has|have|can|will|should|est|sont|a|ont) (?=\p{Ll})/gu,
        ([verb]) => `${verb}not `,
      ),
    ],
    ['accent', one(/(?<=\p{L})[aeouéèêàâôûùöüä](?=\p{L})/gu, ([letter]) => withAccent(letter))],
    [
      'comparative',
      swapped([
        ['more', 'less'],
        ['most', 'least'],
        ['higher', 'lower'],
        ['better', 'worse'],
        ['over', 'under'],
        ['before', 'after'],
        ['above', 'below'],
        ['up', 'down'],
        ['all', 'some'],
        ['every', 'any'],
        ['plus', 'moins'],
        ['avant', 'après'],
        ['sur', 'sous'],
        ['mehr', 'weniger'],
        ['larger', 'smaller'],
        ['older', 'younger'],
      ]),
    ],
    [
      'direction',
      swapped([
        ['increase', 'decrease'],
        ['increased', 'decreased'],
        ['rise', 'fall'],
        ['rose', 'fell'],
        ['north', 'south'],
        ['east', 'west'],
        ['left', 'right'],
        ['to', 'from'],
        ['gains', 'losses'],
        ['accepted', 'rejected'],
        ['hausse', 'baisse'],
        ['nord', 'sud'],
      ]),
    ],
    [
      'fraction',
      one(/[½¼¾⅓⅔]|(?<!\p{L})(?:half|third|quarter|moitié|tiers|quart)(?!\p{L})/giu, ([part]) =>
        part === '½' ? '¾' : /\p{N}/u.test(part) ? '½' : /^h|^m/iu.test(part) ? 'third' : 'half',
      ),
    ],
    ['joined words', one(/(?<=\p{L}{3}) (?=\p{L}{3})/gu, () => '')],
    [
      'replaced by a similar one',
      (quote) => {
        const edits = [...quote.matchAll(new RegExp(WORD, 'gu'))]
          .filter((_, at) => at % 3 === 1)
          .map((found, at) => ({
            start: found.index,
            end: found.index + found[0].length,
            text: otherThan(found[0], at),
          }));
        return edits.length === 0 ? null : edits;
      },
    ],
    [
      'cut off in the middle',
      (quote) => {
        const middle = quote.indexOf(' ', Math.floor(quote.length / 2));
        const rest = /^ [^\n]*/u.exec(quote.slice(middle))?.[0] ?? '';
        return middle < 0 || rest.length < 12
          ? null
          : [{ start: middle, end: middle + rest.length, text: '…' }];
      },
    ],
  ] satisfies Named
).map(([name, edit]) => ({ name, truth: 'changed', edit }));
