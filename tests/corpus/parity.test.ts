import { expect, test } from 'vitest';
import { difference, readWithDom, readWithoutDom } from '../browser/page/compare-paths';
import { corpusPages, hasConformance, readCorpus } from './corpus';

test.each(corpusPages)('reads %s without a DOM as DOMParser does', async (name) => {
  const html = await readCorpus(`pages/${name}`);
  expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
});

test
  .runIf(hasConformance)
  .each([
    'find-range-target.html',
    'scroll-to-text-fragment-target.html',
    'percent-encoding-target.html',
  ])('reads the conformance page %s without a DOM as DOMParser does', async (name) => {
  const html = await readCorpus(`conformance/wpt/${name}`);
  expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
});
