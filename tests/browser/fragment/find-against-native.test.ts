import { describe, expect, test } from 'vitest';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
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
