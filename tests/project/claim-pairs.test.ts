import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BETWEEN_FAULTS,
  type ClaimPair,
  ITEM_FAULTS,
  isHeldOut,
  LANGUAGES,
  madePairs,
  onPages,
  pairFiles,
} from '../corpus/claim-pairs';
import { readSavedPage } from '../corpus/score-claims';

/** The least number of pairs in English and French on saved pages, together and of each fault. */
const LEAST_PAIRS = 600;
const LEAST_OF_A_FAULT = 7;
const MOST_QUOTED_WORDS = 8;

const FOLDER = path.join(process.env['PINCITE_CORPUS'] ?? '', 'pages');
const hasPages = process.env['PINCITE_CORPUS'] !== undefined && existsSync(FOLDER);

const all: readonly ClaimPair[] = [...onPages, ...madePairs];
const idsOf = (pairs: readonly ClaimPair[]) => pairs.map(({ id }) => id);
const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

describe('the labelled claims', () => {
  test('have ids from 1 on, each once', () => {
    const ids = idsOf(all).sort((a, b) => a - b);
    expect(ids).toEqual(all.map((_, at) => at + 1));
  });

  test('are in the file for their id, in the order of the ids', () => {
    for (const [file, pairs] of Object.entries(pairFiles)) {
      expect(
        pairs.filter((pair) => isHeldOut(pair) !== file.endsWith('held-out')).map(({ id }) => id),
        file,
      ).toEqual([]);
      expect(idsOf(pairs), file).toEqual(idsOf(pairs).sort((a, b) => a - b));
    }
  });

  test('are different from each other', () => {
    const keys = all.map((pair) => JSON.stringify({ ...pair, id: 0 }));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test('name words of the claim, each of which stands in it once', () => {
    const wrongly = all.flatMap(({ id, claim, wrong }) =>
      (wrong?.words ?? [])
        .filter((words) => claim.split(words).length !== 2)
        .map((words) => `${id}: ${words}`),
    );
    expect(wrongly).toEqual([]);
  });

  test.each([
    { name: 'all', pairs: onPages },
    { name: 'held out', pairs: onPages.filter(isHeldOut) },
    { name: 'looked at', pairs: onPages.filter((pair) => !isHeldOut(pair)) },
  ])('$name: are half true and half wrong', ({ pairs }) => {
    const share = pairs.filter(({ wrong }) => wrong === null).length / pairs.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });

  test('are many, of every kind, in English, in French, across and in other languages', () => {
    const read = ['en', 'fr'];
    const inBoth = onPages.filter(
      ({ language, pageLanguage }) => read.includes(language) && read.includes(pageLanguage),
    );
    expect(inBoth.length).toBeGreaterThanOrEqual(LEAST_PAIRS);
    for (const fault of [...ITEM_FAULTS, ...BETWEEN_FAULTS]) {
      const count = inBoth.filter(({ wrong }) => wrong?.kind === fault).length;
      expect(count, fault).toBeGreaterThanOrEqual(LEAST_OF_A_FAULT);
    }
    const languages = new Set(onPages.map((pair) => `${pair.language} on ${pair.pageLanguage}`));
    for (const each of ['en on en', 'fr on fr', 'fr on en', 'en on fr']) {
      expect(languages).toContain(each);
    }
    expect(new Set(all.map(({ language }) => language))).toEqual(new Set(LANGUAGES));
  });

  test('quote few words', () => {
    const quoted = all.flatMap(({ claim }) => claim.match(/«[^»]*»|“[^”]*”|"[^"]*"/gu) ?? []);
    expect(quoted.length).toBeGreaterThan(0);
    expect(quoted.filter((each) => wordsOf(each).length > MOST_QUOTED_WORDS)).toEqual([]);
  });
});

describe.runIf(hasPages)('the labelled claims, on the saved pages', () => {
  const texts = new Map<string, string>();
  const textOf = (page: string): string => {
    const known =
      texts.get(page) ?? readSavedPage(readFileSync(path.join(FOLDER, page), 'utf8')).text;
    texts.set(page, known);
    return known;
  };

  test('cite passages that begin and end with a whole word', () => {
    const wrongly = onPages.filter(({ page, passage }) => {
      if (passage === null) return false;
      const text = textOf(page);
      const [start, end] = passage;
      const cuts = (at: number) => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));
      return start < 0 || start >= end || end > text.length || cuts(start) || cuts(end);
    });
    expect(idsOf(wrongly)).toEqual([]);
  });

  test('are in our own words: no eight words in a row are those of the page', () => {
    const pages = [...new Set(onPages.map(({ page }) => page))];
    const pagesWords = new Map(pages.map((page) => [page, ` ${wordsOf(textOf(page)).join(' ')} `]));
    const copied = onPages.filter(({ page, claim }) => {
      const words = wordsOf(claim);
      return words.some(
        (_, at) =>
          at + 8 <= words.length &&
          pagesWords.get(page)?.includes(` ${words.slice(at, at + 8).join(' ')} `),
      );
    });
    expect(idsOf(copied)).toEqual([]);
  });
});
