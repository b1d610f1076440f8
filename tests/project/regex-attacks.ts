/** A text that may make a regular expression read the same characters many times. */
export interface Attack {
  readonly before: string;
  /** The part that is repeated. */
  readonly pump: string;
  readonly after: string;
}

/** Sample characters for each class of characters. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  s: [' ', '\n'],
  S: ['x'],
  d: ['1'],
  D: ['x'],
  w: ['a', '1'],
  W: ['-'],
  n: ['\n'],
  r: ['\r'],
  t: ['\t'],
};
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  L: ['a'],
  Lu: ['A'],
  Ll: ['a'],
  N: ['1'],
  Nd: ['1'],
  M: ['\u0301'],
  P: ['-'],
  Sc: ['€'],
};
/** Matches one escape, start of a group, quantifier in braces, or character of an expression. */
const PART =
  /\\p\{(?<property>[^}]*)\}|\\P\{[^}]*\}|\\u\{(?<code>[\da-f]+)\}|\\u(?<unit>[\da-f]{4})|\\(?<escape>[\s\S])|\(\?(?:<(?:[=!]|\w+>)|[:=!])|(?<negated>\[\^)|\{\d+(?:,\d*)?\}|[()[\]*+?|^$]|(?<any>\.)|(?<plain>[\s\S])/giu;
const MOST_ATOMS = 16;

/** Lists strings that the expression matches: its literals, and samples of its classes. */
export function atomsOf(source: string): string[] {
  const atoms = new Set<string>();
  let word = '';
  const end = () => {
    if (word.length > 1) atoms.add(word);
    for (const char of word.length > 6 ? '' : word) atoms.add(char);
    word = '';
  };
  for (const { groups = {} } of source.matchAll(PART)) {
    const { property, code, unit, escape: escaped, negated, any, plain } = groups;
    const literal =
      plain ??
      (code === undefined ? undefined : String.fromCodePoint(Number.parseInt(code, 16))) ??
      (unit === undefined ? undefined : String.fromCharCode(Number.parseInt(unit, 16))) ??
      (escaped !== undefined && /[^\w]/u.test(escaped) ? escaped : undefined);
    if (literal !== undefined) {
      word += literal;
      continue;
    }
    end();
    const samples =
      property !== undefined
        ? (PROPERTIES[property] ?? ['a'])
        : negated !== undefined || any !== undefined
          ? ['x']
          : (SAMPLES[escaped ?? ''] ?? []);
    for (const sample of samples) atoms.add(sample);
  }
  end();
  const all = [...atoms].sort((a, b) => Number(b.length > 1) - Number(a.length > 1));
  const words = all.filter((atom) => atom.length > 1).slice(0, MOST_ATOMS / 2);
  return [...words, ...all.filter((atom) => atom.length === 1)].slice(0, MOST_ATOMS);
}

/** Maximum distance, in the list of atoms, of two atoms that are repeated together. */
const APART = 2;
/** Number of atoms that are tried as the beginning of a match. */
const BEGINNINGS = 6;

/**
 * Yields attacks that repeat one or two atoms, some after a possible start of a match. They end with
 * characters that match nothing.
 */
export function* attacksOn(source: string): Generator<Attack> {
  const atoms = atomsOf(source);
  const after = '\u0000\n\u0000';
  for (const [at, pump] of atoms.entries()) {
    yield { before: '', pump, after };
    for (const before of atoms.slice(0, BEGINNINGS)) yield { before, pump, after };
    for (const other of atoms.slice(Math.max(0, at - APART), at + APART + 1)) {
      if (other !== pump) yield { before: '', pump: pump + other, after };
    }
  }
}

/**
 * Makes the text of an attack. `units` is the length of its repeated part in UTF-16 units; if the
 * pump has more than four units, it is repeated `units` / 4 times.
 */
export function textOf({ before, pump, after }: Attack, units: number): string {
  return before + pump.repeat(units / Math.min(4, pump.length)) + after;
}

/** Runs the expression over the whole text. */
export function runOn(pattern: RegExp, text: string): void {
  if (pattern.global) for (const _ of text.matchAll(pattern));
  else pattern.exec(text);
}
