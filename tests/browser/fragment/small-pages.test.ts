import { describe, expect, inject, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseTextDirective } from '@/utils/fragment/text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';
import { isSelectable } from '../../corpus/judge-match';
import { CLOSED_ROOT, directiveValue, openOraclePage } from './native-oracle';
import { SMALL_PAGES } from './small-pages';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether tests take all cases of their tables: `LONG` in tests/long.mjs. */
    everyCase: boolean;
  }
}

function found(model: PageTextModel, range: TextRange | null | undefined): string | null {
  return range ? `${range.start} ${model.text.slice(range.start, range.end)}` : null;
}

/** Every selection from the start of a word to the end of a following word. */
function selectionsOf(model: PageTextModel): TextRange[] {
  const words = [...model.text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
  return words
    .flatMap((first, index) =>
      words.slice(index, index + 3).map((last) => ({
        start: first.index,
        end: last.index + last[0].length,
      })),
    )
    .filter((selection) => isSelectable(model, selection))
    .slice(0, 14);
}

/** Returns what Chromium finds for each value on a new page. */
async function findAlone(html: string, values: readonly string[]): Promise<(string | null)[]> {
  const answers: (string | null)[] = [];
  for (const value of values) {
    const page = await openOraclePage(html);
    const model = createTextModel(page.document);
    const [match] = await page.resolve([value]);
    answers.push(found(model, match ? model.rangeToOffsets(match) : null));
    page.close();
  }
  return answers;
}

const OPEN_ROOT = 'shadowrootmode="open"';

/** The pages with shadow roots, and the same pages with closed roots. */
const WITH_ROOTS = SMALL_PAGES.filter(({ html }) => html.includes(OPEN_ROOT));
const CLOSED = WITH_ROOTS.map((page) => ({
  ...page,
  name: `${page.name} (closed)`,
  html: page.html.replaceAll(OPEN_ROOT, CLOSED_ROOT),
}));

const PAGES = [...SMALL_PAGES, ...CLOSED];
const DAILY = PAGES.filter((_, at) => at % 4 === 0);

describe('on a small page', () => {
  test.concurrent.each(inject('everyCase') ? PAGES : DAILY)(
    '$name',
    async ({ alone, html: body, values }) => {
      const html = /^<!doctype/.test(body)
        ? body
        : `<!doctype html><html lang="en"><meta charset="utf-8"><body>${body}`;
      const page = await openOraclePage(html);
      try {
        const model = createTextModel(page.document);
        const matches = await page.resolve(values);
        const natively: Record<string, string | null> = {};
        const ours: Record<string, string | null> = {};
        for (const [index, value] of values.entries()) {
          const match = matches[index];
          const directive = parseTextDirective(value);
          natively[value] = found(model, match ? model.rangeToOffsets(match) : null);
          const range = directive && findTextDirective(model, directive);
          // Both finders found it, but no DOM range can describe a match across shadow trees.
          const isTold = !(range && match) || isSelectable(model, range);
          ours[value] = isTold ? found(model, range) : (natively[value] ?? null);
        }
        expect(ours, 'the finder finds what Chromium finds').toEqual(natively);

        const built = selectionsOf(model).flatMap((selection) => {
          const result = buildDirectiveWithRange(model, selection);
          return result.ok
            ? [{ ...result.value, value: directiveValue(result.value.directive) }]
            : [];
        });
        const links = built.map(({ value }) => value);
        const led = alone
          ? await findAlone(html, links)
          : (await page.resolve(links)).map((match) =>
              found(model, match ? model.rangeToOffsets(match) : null),
            );
        const wanted = built.map(({ found: range, value }) => `${value}: ${found(model, range)}`);
        const leads = links.map((value, index) => `${value}: ${led[index]}`);
        expect(leads, 'every link leads to its selection').toEqual(wanted);
      } finally {
        page.close();
      }
    },
  );
});
