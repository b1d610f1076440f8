import { describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { createTextModel } from '@/utils/page/page-text-model';
import { EVERY_MAKE, type HardSelection, KNOWN_FAILURES } from './hard-selections';
import { markedSelection } from './marked-selection';
import { directiveValue, openOraclePage } from './native-oracle';

async function check({ html, native, refused, found }: HardSelection): Promise<void> {
  const page = await openOraclePage(`<!doctype html><meta charset="utf-8"><html lang="en">${html}`);
  try {
    const selection = markedSelection(page.document);
    const model = createTextModel(page.document);
    const generated = await page.generate(selection);
    const offsets = model.rangeToOffsets(selection) ?? { start: 0, end: 0 };
    const built = buildDirectiveWithRange(model, offsets);
    const textOf = (range: { start: number; end: number } | null) =>
      range && model.text.slice(range.start, range.end);
    if (refused === undefined) {
      if (!built.ok) throw new Error(`Refused: ${built.error}`);
      const value = directiveValue(built.value.directive);
      const [match] = await page.resolve([value]);
      const matched = match ? model.rangeToOffsets(match) : null;
      const selected = textOf(offsets) ?? '';
      expect(textOf(built.value.range), value).toBe(selected.trim());
      expect(textOf(matched), value).toBe(found ?? selected.trim());
      expect(matched, value).toEqual(built.value.found);
    } else {
      expect(built).toEqual({ ok: false, error: refused });
    }
    expect(generated.ok ? 'builds' : 'refuses').toBe(native);
  } finally {
    page.close();
  }
}

describe('a link leads to exactly the selection where other generators fail', () => {
  test.concurrent.each(KNOWN_FAILURES)('$name', check);
});

describe('a link leads exactly to the selection, or the builder gives a reason', () => {
  test.concurrent.each(EVERY_MAKE)('$name', check);
});

test('several directives in one URL each find their own passage', async () => {
  const page = await openOraclePage(
    '<!doctype html><html lang="en"><p>One gate, then one boat.</p><p>One boat, then one gate.</p><p>One gate and one boat.</p>',
  );
  const model = createTextModel(page.document);
  const passages = [...model.text.matchAll(/one gate|one boat/gi)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  const values = passages.map((passage) => {
    const built = buildDirectiveWithRange(model, passage);
    if (!built.ok) throw new Error(built.error);
    return directiveValue(built.value.directive);
  });
  const matches = await page.resolve(values);
  page.close();
  expect(matches.map((match) => match && model.rangeToOffsets(match))).toEqual(passages);
});
