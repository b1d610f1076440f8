import { afterAll, describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseTextDirective } from '@/utils/fragment/text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { directiveValue, type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { type CaseRange, hasConformance, nodeAt, rangeOf, readCases, readCorpus } from './corpus';
import { judgeMatch } from './judge-match';

const tally = new Map<string, { agree: number; of: number }>();
function count(suite: string, agrees: boolean): void {
  const { agree, of } = tally.get(suite) ?? { agree: 0, of: 0 };
  tally.set(suite, { agree: agree + (agrees ? 1 : 0), of: of + 1 });
}

afterAll(() => {
  const lines = [...tally].map(([suite, { agree, of }]) => `  ${suite}: ${agree} of ${of}`);
  if (lines.length > 0) console.log(`Conformance\n${lines.join('\n')}`);
  if (!hasConformance) {
    console.log('Conformance cases not run: PINCITE_CORPUS names no folder with conformance/.');
  }
});

/**
 * Number of pages that are open at once. Native Chromium waits a quarter of a second before each
 * answer.
 */
const AT_ONCE = 8;

/**
 * Applies one function to all cases, a few at once. Returns the results in the order of the cases.
 */
async function ofEach<Case, T>(
  cases: readonly Case[],
  act: (each: Case) => Promise<readonly T[]>,
): Promise<T[]> {
  const results: (readonly T[])[] = [];
  const waiting = cases.entries();
  const work = async () => {
    for (const [index, each] of waiting) results[index] = await act(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results.flat();
}

const valuesOf = (fragment: string): string[] =>
  (fragment.split(':~:')[1] ?? '')
    .split('&')
    .filter((part) => part.startsWith('text='))
    .map((part) => part.slice('text='.length));

/**
 * Returns the answers of native Chromium and of our finder for one value. They are equal if the two
 * agree.
 */
function answers(model: PageTextModel, value: string, match: Range | null | undefined) {
  const directive = parseTextDirective(value);
  const ours = directive === null ? undefined : findTextDirective(model, directive);
  return { value, ours, theirs: match ? model.rangeToOffsets(match) : match };
}

async function disagreements(page: OraclePage, suite: string, values: readonly string[]) {
  const model = createTextModel(page.document);
  const matches = await page.resolve(values);
  return values.flatMap((value, index) => {
    const { ours, theirs } = answers(model, value, matches[index]);
    const agrees = JSON.stringify(ours) === JSON.stringify(theirs);
    count(suite, agrees);
    return agrees ? [] : [{ value, ours, theirs }];
  });
}

describe.runIf(hasConformance)('the public conformance cases', () => {
  test.each([
    ['wpt/find-range.json', 'find-range-target.html'],
    ['wpt/scroll-to-text-fragment.json', 'scroll-to-text-fragment-target.html'],
    ['wpt/percent-encoding.json', 'percent-encoding-target.html'],
  ])('web-platform-tests %s', async (file, target) => {
    type Case = { fragment: string; native_m156: { matches: { text: string | null }[] } };
    const cases = await readCases<Case>(file);
    const html = await readCorpus(`conformance/wpt/${target}`);
    const wrong = await ofEach(cases, async ({ fragment, native_m156 }) => {
      const page = await openOraclePage(html);
      const model = createTextModel(page.document);
      const values = valuesOf(fragment);
      const matches = await page.resolve(values);
      const found = values
        .map((value, index) => answers(model, value, matches[index]))
        .filter(({ ours }) => ours !== undefined);
      const same = found.every(
        ({ ours, theirs }) => JSON.stringify(ours) === JSON.stringify(theirs),
      );
      const agrees = same && found.length === native_m156.matches.length;
      count(`wpt (${cases.length} in ${file})`, agrees);
      page.close();
      return agrees ? [] : [{ fragment, found }];
    });
    expect(wrong).toEqual([]);
  });

  test('web-platform-tests extra.json', async () => {
    for (const { fragment, html } of await readCases<{ fragment: string; html: string }>(
      'wpt/extra.json',
    )) {
      const page = await openOraclePage(await readCorpus(`conformance/wpt/${html}`));
      const wrong = await disagreements(page, 'wpt (extra.json)', valuesOf(fragment));
      page.close();
      expect(wrong).toEqual([]);
    }
  });

  test('Chromium’s anchor cases', async () => {
    type Case = { id: string; fragment: string; html: string };
    const cases = await readCases<Case>('chromium/anchor.json');
    const wrong = await ofEach(cases, async ({ id, fragment, html }) => {
      const page = await openOraclePage(html.trimStart());
      const values = [...new Set(valuesOf(fragment))];
      const some = await disagreements(page, 'anchor (directives)', values);
      page.close();
      return some.length > 0 ? [{ id, some }] : [];
    });
    expect(wrong).toEqual([]);
  });

  test('the polyfill’s resolver cases, as native Chromium answers them', async () => {
    type Case = { body: string; directive: string };
    const cases = await readCases<Case>('polyfill/resolver.json');
    const wrong = await ofEach(cases, async ({ body, directive }) => {
      const page = await openOraclePage(`<!doctype html><body>${body}`);
      const value = directive.replace('text=', '');
      const some = await disagreements(page, 'polyfill resolver', [value]);
      page.close();
      return some;
    });
    expect(wrong).toEqual([]);
  });

  test('Chromium’s parser cases', async () => {
    type Case = {
      directive: string;
      expect: Record<'start' | 'end' | 'prefix' | 'suffix', string> | null;
    };
    for (const { directive, expect: expected } of await readCases<Case>(
      'chromium/selector_parse.json',
    )) {
      const read = parseTextDirective(directive);
      const terms = read && { prefix: '', end: '', suffix: '', ...read };
      const { start, end, prefix, suffix } = expected ?? {};
      const wanted = expected && { start, end, prefix, suffix };
      count(
        'selector_parse',
        JSON.stringify(
          terms && {
            start: terms.start,
            end: terms.end,
            prefix: terms.prefix,
            suffix: terms.suffix,
          },
        ) === JSON.stringify(wanted),
      );
      expect(terms, directive).toEqual(wanted);
    }
  });

  // Their counts are for a search inside words, in one block. The tests put their questions as
  // directives.
  test('Chromium’s find buffer cases, as native Chromium answers them for directives', async () => {
    const cases = await readCases<{ html: string; query: string }>('chromium/find_buffer.json');
    const wrong = await ofEach(cases, async ({ html, query }) => {
      const unescaped = (text: string) => text.replace('\\U0010FFFF', '\u{10ffff}');
      const page = await openOraclePage(`<!doctype html><body>${unescaped(html)}`);
      const value = directiveValue({ start: unescaped(query) });
      const some = await disagreements(page, 'find_buffer (as directives)', [value]);
      page.close();
      return some.length > 0 ? [{ html, some }] : [];
    });
    expect(wrong).toEqual([]);
  });

  const sources = [
    ['Chromium’s generator', 'chromium/selector_generator.json'],
    ['the polyfill’s generator', 'polyfill/generator.json'],
  ] as const;
  test.each(sources)(
    '%s cases get a directive that native Chromium resolves to the range',
    async (suite, file) => {
      interface Case {
        readonly id?: string;
        readonly test?: string;
        readonly html?: string;
        readonly body?: string;
        readonly setup_js?: string;
        readonly range: CaseRange;
        readonly expect?: { readonly selector?: string };
        readonly polyfill?: { readonly status: number };
      }
      const wrong: unknown[] = [];
      for (const {
        id,
        test: name,
        html,
        body,
        setup_js,
        range: at,
        expect: expected,
        polyfill,
      } of await readCases<Case>(file)) {
        const page = await openOraclePage(
          html?.trimStart() ?? `<!doctype html><html><head></head><body>${body}</body></html>`,
        );
        if (
          setup_js?.includes('attachShadow') ||
          setup_js?.includes('attachShadow'.toLowerCase())
        ) {
          new (page.window as Window & typeof globalThis).Function(setup_js)();
        }
        const wanted = expected?.selector !== undefined || polyfill?.status === 0;
        let outcome = '';
        try {
          nodeAt(page.document, at.start_path);
          const model = createTextModel(page.document);
          const offsets = model.rangeToOffsets(rangeOf(page.document, at));
          const built = offsets === null ? null : buildDirectiveWithRange(model, offsets);
          if (built?.ok) {
            const [match] = await page.resolve([directiveValue(built.value.directive)]);
            const right = offsets !== null && judgeMatch(model, offsets, match).kind === 'correct';
            outcome = right ? 'right' : `wrong: ${directiveValue(built.value.directive)}`;
          } else outcome = built === null ? 'nothing selected' : built.error;
        } catch (error) {
          outcome = String(error);
        }
        const good = outcome === 'right' || (!wanted && /not-|nothing/.test(outcome));
        count(
          `${suite} (${wanted ? 'expected to work' : 'expected to fail'})`,
          outcome === 'right',
        );
        if (!good) wrong.push({ id: id ?? name, outcome });
        page.close();
      }
      expect(wrong).toEqual([]);
    },
  );
});

test.runIf(!hasConformance)('reports that PINCITE_CORPUS has no conformance cases', () => {
  expect(hasConformance).toBe(false);
});
