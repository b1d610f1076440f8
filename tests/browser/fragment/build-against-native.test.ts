import { describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { createTextModel } from '@/utils/page/page-text-model';
import { isSelectable } from '../../corpus/judge-match';
import { FIXTURE_PAGES } from './fixture-pages';
import { directiveValue, openOraclePage } from './native-oracle';
import { randomSelections } from './random-ranges';

describe('every directive that is built is found by native Chromium, at its range', () => {
  test.concurrent.each(Object.entries(FIXTURE_PAGES))('on the page of %s', async (_name, html) => {
    const page = await openOraclePage(`<!doctype html><meta charset="utf-8">${html}`);
    const model = createTextModel(page.document);
    // Only ranges that the user can select: not inside a form field, not across shadow trees.
    const selections = randomSelections(model, 60, 61).filter((selection) =>
      isSelectable(model, selection),
    );
    const built = selections.flatMap((selection) => {
      const result = buildDirectiveWithRange(model, selection);
      return result.ok
        ? [{ selection, ...result.value, value: directiveValue(result.value.directive) }]
        : [];
    });
    const matches = await page.resolve(built.map(({ value }) => value));
    const wrong = built.flatMap(({ found: range, value }, index) => {
      const match = matches[index];
      const found = match ? model.rangeToOffsets(match) : match;
      if (found && found.start === range.start && found.end === range.end) return [];
      const wanted = model.text.slice(range.start, range.end);
      return [{ value, wanted, found: match?.toString() ?? String(match), at: found }];
    });
    page.close();
    expect(wrong).toEqual([]);
    expect(built.length).toBeGreaterThan(0);
  });
});
