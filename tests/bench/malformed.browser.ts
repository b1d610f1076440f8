import { expect, test } from 'vitest';
import { difference, readWithDom, readWithoutDom } from '../browser/page/compare-paths';
import { KNOWN_DIFFERENCES, malformedHtml, withoutKnown } from '../browser/page/malformed-html';
import { verdict } from './measure';
import { benchSlice } from './saved-pages';

/*
 * Reads pieces of malformed HTML with the parser for fetched pages and with Chromium's DOMParser,
 * and compares everything that judging and clipping read of them. A difference is allowed when it
 * is one of the known ones: it disappears without the pieces that cause it.
 */

const CASES = benchSlice ? 300 : 10_000;
const MOST_SHOWN = 10;

const differenceOf = (html: string) => difference(readWithoutDom(html), readWithDom(html));

/** Returns the reasons of the known differences that a piece of HTML may show. */
const reasonsIn = (html: string) =>
  KNOWN_DIFFERENCES.filter(({ pieces }) => pieces.test(html)).map(({ reason }) => reason);

test('malformed HTML is read as Chromium reads it', async () => {
  const allowed = new Map<string, number>();
  const wrong: string[] = [];
  let containing = 0;
  for (let seed = 1; seed <= CASES; seed++) {
    const pieces = malformedHtml(seed);
    const html = pieces.join('');
    const reasons = reasonsIn(html);
    if (reasons.length > 0) containing += 1;
    const found = differenceOf(html);
    if (found === null) continue;
    const unknown = differenceOf(withoutKnown(pieces));
    if (reasons.length === 0 || unknown !== null) {
      wrong.push(`seed ${seed}: ${unknown ?? found}\n${html}`);
    } else {
      const reason = reasons.join(' or ');
      allowed.set(reason, (allowed.get(reason) ?? 0) + 1);
    }
    if (seed % 200 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  console.log(
    [
      `\n${CASES} pieces of malformed HTML, read without a DOM and by Chromium's DOMParser; ${containing} contain a piece with a known difference`,
      ...[...allowed].map(([reason, count]) => `       allowed: ${count}, ${reason}`),
      ...wrong.slice(0, MOST_SHOWN),
      verdict('malformed HTML read in another way', wrong.length, 0, 'pieces'),
    ].join('\n'),
  );
  expect(wrong).toEqual([]);
});
