import { describe, expect, test } from 'vitest';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseTextDirective } from '@/utils/fragment/text-directive';
import { createTextModel } from '@/utils/page/page-text-model';
import { isSelectable } from '../../corpus/judge-match';
import { FIXTURE_PAGES } from './fixture-pages';
import { directiveValue, openOraclePage } from './native-oracle';
import { randomDirectives } from './random-directives';

describe('a directive matches the same as in native Chromium, or nothing if Chromium finds nothing', () => {
  test.concurrent.each(Object.entries(FIXTURE_PAGES))('on the page of %s', async (_name, html) => {
    const page = await openOraclePage(`<!doctype html><meta charset="utf-8">${html}`);
    const model = createTextModel(page.document);
    const directives = randomDirectives(model, 60, 7);
    const values = directives.map(directiveValue);
    const matches = await page.resolve(values);
    const wrong = directives.flatMap((directive, index) => {
      const match = matches[index] ?? null;
      const ours = findTextDirective(model, directive);
      if (match === null && ours === null) return [];
      const theirs = match === null ? null : model.rangeToOffsets(match);
      if (ours !== null && theirs?.start === ours.start && theirs.end === ours.end) return [];
      // The browser may find text in a form field or across shadow trees, but no DOM range can
      // describe that text.
      if (ours !== null && !isSelectable(model, ours)) return [];
      const our = ours === null ? null : model.text.slice(ours.start, ours.end);
      return [
        {
          value: decodeURIComponent(values[index] ?? ''),
          our,
          native: match?.toString() ?? null,
          ours,
          theirs,
        },
      ];
    });
    page.close();
    expect(wrong).toEqual([]);
  });
});

const BEARS = '<p>A well-known 300-pound bear, -5 degrees - or so. Then 4- and -x.</p>';

test('a term with a hyphen that is not percent-encoded is read as native Chromium reads it', async () => {
  const values = [
    ...['well-known', '300-pound', 'A%20well-known', '300-pound,degrees', 'A-,well-known'],
    ...['300,pound-bear', 'well-known-,300%2Dpound', 'known,300-pound,-bear', 'well--known'],
    ...['-5', '-5%20degrees', 'bear,-5', 'bear,-5%20degrees', '4-', '4-,and', 'A-,-5', '-'],
    ...['degrees%20-%20or', 'well%2Dknown', 'A-,well%2Dknown', '300%2Dpound,-bear'],
  ];
  const page = await openOraclePage(BEARS);
  const matches = await page.resolve(values);
  const model = createTextModel(page.document);
  const ours = values.map((value) => {
    const directive = parseTextDirective(value);
    if (directive === null) return undefined;
    const range = findTextDirective(model, directive);
    return range === null ? null : model.text.slice(range.start, range.end);
  });
  page.close();
  expect(ours).toEqual(matches.map((match) => match?.toString() ?? match));
  expect(ours.filter((text) => text === undefined).length).toBeGreaterThan(10);
  expect(ours).toContain('well-known');
});
