import { expect, test } from 'vitest';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseHtml } from '@/utils/page/parse-html';
import { createParsedModel } from '@/utils/page/parsed-model';

test.each([
  ['', true],
  ['content-visibility:hidden', true],
  ['content-visibility:visible', false],
  ['content-visibility:auto', false],
])(
  'terms pass over an element that is hidden until found, with the style "%s": %s',
  (style, passes) => {
    const closed = `<div hidden="until-found" style="${style}">lock</div>`;
    const model = createParsedModel(parseHtml(`<!doctype html><body>rose${closed}river`));
    expect(model.text).toMatch(/rose\s+lock\s+river/u);
    expect(findTextDirective(model, { start: 'rose', suffix: 'river' }) !== null).toBe(passes);
  },
);
