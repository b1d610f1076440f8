import { describe, expect, test } from 'vitest';
import { changedNearby, type PlacedPassage } from '@/utils/verify/compare-nearby';

const QUOTE = 'Storage rose to 61 per cent of capacity.';
const PAGE = [
  'Reservoir status',
  'Published on 1 May.',
  `Inflow was normal. ${QUOTE} Releases began on the 6th.`,
  'The sluice stayed closed.',
  'Contact',
].join('\n');

function placed(text: string, quote = QUOTE): PlacedPassage {
  const start = text.indexOf(quote);
  expect(start, quote).toBeGreaterThanOrEqual(0);
  return { text, position: { start, end: start + quote.length } };
}

const edited = (from: string, to: string) => {
  expect(PAGE).toContain(from);
  return placed(PAGE.replace(from, to));
};

describe('changed', () => {
  test.each([
    ['a word before it in its block', 'Inflow was normal', 'Inflow was above normal'],
    ['a figure behind it in its block', 'on the 6th', 'on the 9th'],
    ['a sentence put behind it', ' Releases', ' This was corrected. Releases'],
    ['a sentence taken from its block', 'Inflow was normal. ', ''],
    ['the block before', 'Published on 1 May.', 'Corrected on 3 May.'],
    ['the block behind', 'stayed closed', 'stayed open'],
    ['a block put in between', '\nThe sluice', '\nCorrection follows.\nThe sluice'],
    ['an accent', 'Inflow was normal', 'Ínflow was normal'],
  ])('%s', (_name, from, to) => {
    expect(changedNearby(placed(PAGE), edited(from, to))).toBe(true);
  });

  test.each([
    ['at the page’s start', QUOTE, `Corrected.\n${QUOTE}`],
    ['at the page’s end', `A.\n${QUOTE}`, `A.\n${QUOTE}\nCorrected.`],
  ])('text that appears %s', (_name, before, after) => {
    expect(changedNearby(placed(before), placed(after))).toBe(true);
    expect(changedNearby(placed(after), placed(before))).toBe(true);
  });
});

describe('not changed', () => {
  test.each([
    ['nothing', 'Contact', 'Contact'],
    ['what stands farther away', 'Reservoir status', 'Reservoir status page'],
    ['the kind of quotation marks and spaces', 'Inflow was normal', 'Inflow\u00A0was normal'],
    ['an empty block in between', '\nThe sluice', '\n\n \nThe sluice'],
  ])('%s', (_name, from, to) => {
    expect(changedNearby(placed(PAGE), edited(from, to))).toBe(false);
  });

  test('the place of it all in the page', () => {
    const later = PAGE.replace('Reservoir status', 'Menu\nSearch\nReservoir status');
    expect(changedNearby(placed(PAGE), placed(later))).toBe(false);
  });

  test('the passage itself, which the verdict is about', () => {
    const altered = 'Storage rose to 68 per cent of capacity.';
    const page = placed(PAGE.replace(QUOTE, altered), altered);
    expect(changedNearby(placed(PAGE), page)).toBe(false);
  });

  test('a passage over several blocks has the neighbours of all of them', () => {
    const quote = 'Releases began on the 6th.\nThe sluice stayed closed.';
    const later = PAGE.replace('Contact', 'Corrected');
    expect(changedNearby(placed(PAGE, quote), placed(PAGE, quote))).toBe(false);
    expect(changedNearby(placed(PAGE, quote), placed(later, quote))).toBe(true);
  });
});
