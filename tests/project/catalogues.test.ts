import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './run-tool';

const FOLDER = path.join(ROOT, 'locales');

/**
 * Returns every message of a catalogue by its dotted name. Each plural form is a message of its
 * own.
 */
function messages(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, name: string) => {
    if (typeof value === 'string') found.set(name, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        visit(inner, name === '' ? key : `${name}.${key}`);
    } else throw new Error(`${language}: ${name} is neither text nor a group.`);
  };
  visit(JSON.parse(readFileSync(path.join(FOLDER, `${language}.json`), 'utf8')), '');
  return found;
}

function placeholders(message: string): string[] {
  return [...new Set(message.match(/\$\d|\$[A-Za-z_]+\$|\{\w+\}/g))].sort();
}

/**
 * Removes the plural form, because languages differ in the number of forms but must have the same
 * names.
 */
function withoutPluralForm(name: string): string {
  return name.replace(/\.(?:\d+|n)$/, '.*');
}

const english = messages('en');
const others = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .filter((language) => language !== 'en');

test('there is a French catalogue beside the English one', () => {
  expect(others).toContain('fr');
  expect(english.size).toBeGreaterThan(2);
});

test('messages have names that Chromium accepts: with any other it loads no extension', () => {
  const names = [...english.keys()].map(withoutPluralForm);
  expect(names.filter((name) => !/^[A-Za-z0-9_@.*]+$/.test(name))).toEqual([]);
});

describe.each(others)('the catalogue %s', (language) => {
  const catalogue = messages(language);

  test('has the messages of the English one, no more and no fewer', () => {
    const names = (map: Map<string, string>) =>
      [...new Set([...map.keys()].map(withoutPluralForm))].sort();
    expect(names(catalogue)).toEqual(names(english));
  });

  test('leaves no message empty', () => {
    expect([...catalogue].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('uses the placeholders of the English one', () => {
    const differing = [...catalogue].filter(([name, text]) => {
      const original = english.get(name);
      // The plural form for one may omit the number, in either language.
      if (original === undefined || /\.[01]$/.test(name)) return false;
      return placeholders(text).join() !== placeholders(original).join();
    });
    expect(differing).toEqual([]);
  });
});

/** Returns all code that may request a message. */
function codeThatAsks(): string {
  const files = ['components', 'entrypoints', 'utils'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:tsx?|html)$/.test(file))
      .map((file) => path.join(folder, file)),
  );
  return [...files, 'wxt.config.ts']
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
    .join('\n');
}

test('every message is used', () => {
  const code = codeThatAsks();
  const words = new Set(code.match(/\w+/g));
  // Composed names start with the name of a group, such as `verdict_${verdict}`.
  const groups = [...code.matchAll(/`([a-z]+_(?:[a-z]+_)*)\$\{/g)].map(([, group = '']) => group);
  expect(groups).toContain('verdict_');
  const names = new Set([...english.keys()].map((name) => name.split('.', 1)[0] ?? name));
  const unasked = [...names].filter(
    (name) =>
      !words.has(name) &&
      !words.has(`__MSG_${name}__`) &&
      !groups.some((group) => name.startsWith(group)),
  );
  expect(unasked).toEqual([]);
});

/** Returns the French messages in which something is found. */
const frenchWith = (sought: RegExp) => [...messages('fr')].filter(([, text]) => sought.test(text));

test('in French, no “de” or “que” stands before a name, which can begin with a vowel', () => {
  // In a plural form it stands before a number.
  const shown = frenchWith(/\b(?:de|que) \$\d/u).filter(([name]) => !/\.(?:\d+|n)$/u.test(name));
  expect(shown).toEqual([]);
});

test('French punctuation of two parts has a narrow no-break space, and quotation marks have it inside', () => {
  // A colon without a space is part of an address, such as https://.
  expect(frenchWith(/[ \u00a0][?!;:»]|«[^\u202f]|[^\u202f?!.…][?!;»]/)).toEqual([]);
});

test.each(['en', 'fr'])('apostrophes and quotation marks of %s are typographic', (language) => {
  expect([...messages(language)].filter(([, text]) => /['"]|\.\.\./.test(text))).toEqual([]);
});

/** Words that another word of docs/GLOSSARY.md replaced in French. */
const REPLACED = [
  /extray(?:ez|ant)|prél[eè]v/i, // garder
  /\blots?\b/i, // fichier de partage
  /(?<!p)éditeur/i, // rédacteur
  /réglages/i, // paramètres
  /rep[ée]r(?:er|ez)\b/i, // épingler
  /non épingl/i, // sans passage
  /oublier|faire revenir|nommément|indécidable|\bnettes?\b/i,
  /\bMontrer\b/, // afficher
  /\bChercher\b/, // rechercher
  /à nouveau/i, // de nouveau
  /\bshift\b/i, // Maj
];

test.each(REPLACED)('French does not say %s, because the glossary has another word', (word) => {
  expect(frenchWith(word)).toEqual([]);
});
