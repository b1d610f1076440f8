import { describe, expect, test } from 'vitest';
import { helpFor, LANGUAGES, type Language, languageOf, speak } from '@/cli/texts';

type Tree = string | ((...given: unknown[]) => string) | { readonly [key: string]: Tree };

const NAMES = ['Anna', 'Berta', 'Carla', 'Dora'];
const NUMBERS = [41, 42, 43, 44];
/** Texts that take numbers. Others take names, or a list of names. */
const TAKES_NUMBERS =
  /^\.(?:fix|baseline\.written|summary\.(?!pair)|(?:archive|render)\.progress|adopt\.done|cache\.stored|read\.(?:headings|statements|citations|pages|damage))/u;
const TAKES_LIST = /^\.(?:file\.empty|config\.settings)$/u;

function givenTo(path: string): readonly unknown[] {
  if (path === '.counted') return [41, 'altered'];
  if (TAKES_NUMBERS.test(path)) return NUMBERS;
  return TAKES_LIST.test(path) ? [NAMES] : NAMES;
}

/** Returns all texts of a language with their path, with values filled in. */
function filled(language: Language): [string, string][] {
  const textsIn = (tree: Tree, path: string): [string, string][] => {
    if (typeof tree === 'string') return [[path, tree]];
    if (typeof tree === 'function') return [[path, tree(...givenTo(path))]];
    return Object.entries(tree).flatMap(([key, each]) => textsIn(each, `${path}.${key}`));
  };
  return textsIn(LANGUAGES[language] as Tree, '');
}

/** The values that were filled in, in the order of the alphabet. */
const valuesIn = (text: string) =>
  [...text.matchAll(/Anna|Berta|Carla|Dora|\b4[1-4]\b/gu)].map(String).sort();

test('each text has the same values to fill in, in both languages', () => {
  const english = filled('en').map(([path, text]) => [path, valuesIn(text)]);
  expect(filled('fr').map(([path, text]) => [path, valuesIn(text)])).toEqual(
    expect.arrayContaining(english),
  );
  expect(english.length).toBe(filled('fr').length);
  expect(english.filter(([, values]) => (values?.length ?? 0) > 0).length).toBeGreaterThan(20);
});

test('French has its own spaces, quotation marks and apostrophes', () => {
  const wrong = filled('fr').filter(([, text]) =>
    /[\p{L}\p{N}] [;:!?»](?:\s|$)|« |[\p{L}\p{N}»][;!?](?:\s|$)|\p{L}'\p{L}|[“”]/u.test(text),
  );
  expect(wrong).toEqual([]);
});

test('no text is the same in both languages, but names and short words', () => {
  const english = new Map(filled('en'));
  const same = filled('fr').filter(([path, text]) => english.get(path) === text && / /u.test(text));
  expect(same).toEqual([]);
});

test.each([
  [['check', '--lang', 'fr'], {}, 'fr'],
  [['check', '--lang=fr'], { LC_ALL: 'en_US.UTF-8' }, 'fr'],
  [['check', '--lang=en'], { LC_ALL: 'fr_FR.UTF-8' }, 'en'],
  [['check'], { LC_ALL: 'fr_CA.UTF-8', LANG: 'en_US.UTF-8' }, 'fr'],
  [['check'], { LC_ALL: '', LC_MESSAGES: 'fr', LANG: 'en' }, 'fr'],
  [['check'], { LC_ALL: 'C', LANG: 'fr_FR' }, 'en'],
  [['check'], { LANG: 'fr_FR.UTF-8' }, 'fr'],
  [['check'], { LANG: 'frr_DE' }, 'en'],
  [['check'], { LANG: 'de_DE.UTF-8' }, 'en'],
  [['check'], {}, 'en'],
] as const)('%j with %j speaks %s', (args, env, language) => {
  expect(languageOf(args, env)).toBe(language);
});

describe.each(['en', 'fr'] as const)('the help in %s', (language) => {
  test('has no line that is too long, and the help of a command lists only its own options', () => {
    speak(language);
    try {
      const all = helpFor(null);
      expect(all.split('\n').filter((line) => line.length > 102)).toEqual([]);
      const cite = helpFor('cite');
      expect(cite).toContain('pincite cite https://');
      expect(cite).toContain('--no-cache');
      expect(cite).toContain('--lang');
      expect(cite).not.toContain('--strict');
    } finally {
      speak('en');
    }
  });
});
