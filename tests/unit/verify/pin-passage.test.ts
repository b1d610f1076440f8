import { describe, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { type PinRequest, pinPassage } from '@/utils/verify/pin-passage';

const PAGE = [
  'Reservoir status',
  'Storage rose to 68 per cent of capacity in the first week of May.',
  'The sluice stayed closed. Storage had stood at 61 per cent in April.',
  'closed',
  'closed',
].join('\n');
const MODEL = createPlainTextModel(PAGE);
const NOW = '2026-05-09T08:00:00.000Z';
type Titles = Pick<PinRequest, 'pageTitle' | 'sourceTitle'>;

function rangeOf(words: string) {
  const start = PAGE.indexOf(words);
  expect(start, words).toBeGreaterThanOrEqual(0);
  return { start, end: start + words.length };
}

function pinOf(part: Partial<Pin>): Pin {
  return madePin({
    id: newId<'pin'>(),
    clipId: newId<'clip'>(),
    madeAt: '2026-05-02T08:00:00.000Z',
    quote: 'Storage rose to 61 per cent of capacity',
    ...part,
  });
}

function pinned(basedOn: Pin, words: string, wording: 'kept' | 'page', linked = true) {
  const id = newId<'pin'>();
  const range = rangeOf(words);
  return pinPassage(MODEL, { basedOn, range, wording, linked, id, madeAt: NOW });
}

describe('the page’s words', () => {
  test('become the quote, with a link that finds them and surroundings to know them by', () => {
    const before = pinOf({});
    const words = 'Storage rose to 68 per cent of capacity';
    const pin = pinned(before, ` ${words}`.trim(), 'page');
    if (!pin.ok) throw new Error(pin.error);
    expect(pin.value).toMatchObject({
      clipId: before.clipId,
      by: 'reviewer',
      madeAt: NOW,
      quote: words,
      directiveAsWritten: null,
      noDirectiveReason: null,
      selectors: { quote: { exact: words }, position: rangeOf(words) },
    });
    expect(pin.value.selectors.quote?.suffix).toContain('in the first week of May.');
    const { directive } = pin.value;
    expect(directive && findTextDirective(MODEL, directive)).toEqual(rangeOf(words));
    expect(judgeQuote(MODEL, { pin: pin.value }, { reader: 'tab' })).toMatchObject({
      verdict: 'verbatim',
      flags: [],
    });
  });

  test('are pinned without a link if none is possible, and the pin has the reason', () => {
    const twins = createPlainTextModel(Array.from({ length: 40 }, () => 'closed').join('\n'));
    const pin = pinPassage(twins, {
      basedOn: pinOf({}),
      range: { start: 140, end: 146 },
      wording: 'page',
      linked: true,
      id: newId<'pin'>(),
      madeAt: NOW,
    });
    expect(pin.ok && pin.value).toMatchObject({
      quote: 'closed',
      directive: null,
      noDirectiveReason: 'not-unique',
    });
  });

  test('lose white space at their ends, and nothing else', () => {
    const at = PAGE.indexOf('The sluice');
    const range = { start: at - 1, end: at + 'The sluice stayed closed. '.length };
    const request = {
      basedOn: pinOf({}),
      wording: 'page',
      linked: true,
      id: newId<'pin'>(),
      madeAt: NOW,
    } as const;
    const pin = pinPassage(MODEL, { ...request, range });
    expect(pin.ok && pin.value.quote).toBe('The sluice stayed closed.');
  });
});

describe('a quotation at the end of a paragraph', () => {
  const said = 'Consumers wait when governments hesitate.';
  const paragraph = (open: string, close: string) =>
    `${open}Heat pumps are not the problem${close}, she said. ${open}${said}${close}`;

  test.each([
    ['“', '”'],
    ['"', '"'],
    ['„', '“'],
    ['« ', ' »'],
  ])('that is pinned in %s…%s, or without them, is unchanged on the same page', (open, close) => {
    const pages = ['', '\n', '\nThe next paragraph.', ' \n\n“Not in May.”'].map(
      (after) => `Heat pumps\n${paragraph(open, close)}${after}`,
    );
    for (const page of pages) {
      const model = createPlainTextModel(page);
      for (const words of [`${open}${said}${close}`, said]) {
        const start = page.indexOf(words);
        const range = { start, end: start + words.length };
        for (const linked of [true, false]) {
          const about = { id: newId<'pin'>(), madeAt: NOW, wording: 'page', linked } as const;
          const pin = pinPassage(model, { basedOn: pinOf({}), range, ...about });
          if (!pin.ok) throw new Error(pin.error);
          const judged = judgeQuote(model, { pin: pin.value }, { reader: 'tab' });
          expect(judged, `${words} in ${page}`).toMatchObject({ verdict: 'verbatim', flags: [] });
        }
      }
    }
  });

  test('a passage is flagged if the sentence behind it changed', () => {
    const then = `${paragraph('“', '”')} He had not said so.\nMore.`;
    const words = `“${said}”`;
    const range = { start: then.indexOf(words), end: then.indexOf(words) + words.length };
    const about = { id: newId<'pin'>(), madeAt: NOW, wording: 'page', linked: true } as const;
    const pin = pinPassage(createPlainTextModel(then), { basedOn: pinOf({}), range, ...about });
    if (!pin.ok) throw new Error(pin.error);
    const now = createPlainTextModel(then.replace('had not said', 'had said'));
    const { flags } = judgeQuote(now, { pin: pin.value }, { reader: 'tab' });
    expect(flags).toContain('changed-nearby');
  });
});

describe('the title that the page had', () => {
  const words = 'Storage rose to 68 per cent of capacity';
  const titleOf = (before: Partial<Pin>, wording: 'kept' | 'page', titles: Partial<Titles>) => {
    const about = { id: newId<'pin'>(), madeAt: NOW, linked: true, range: rangeOf(words) };
    const pin = pinPassage(MODEL, {
      ...{ ...about, basedOn: pinOf(before), wording },
      ...{ pageTitle: titles.pageTitle, sourceTitle: titles.sourceTitle ?? 'Storage at 61 %' },
    });
    if (!pin.ok) throw new Error(pin.error);
    return Object.hasOwn(pin.value, 'title') ? pin.value.title : 'none';
  };

  test.each<[string, Partial<Pin>, 'kept' | 'page', Partial<Titles>, string]>([
    ['comes with its words', {}, 'page', { pageTitle: 'Storage at 68 %' }, 'Storage at 68 %'],
    ['is not repeated from the source', {}, 'page', { pageTitle: 'Storage at 61 %' }, 'none'],
    ['is not known', {}, 'page', {}, 'none'],
    ['is not known any more', { title: 'Storage up' }, 'page', {}, 'Storage up'],
    ['does not come with the words kept', {}, 'kept', { pageTitle: 'Storage at 68 %' }, 'none'],
    ['stays with the words kept', { title: 'Up' }, 'kept', { pageTitle: 'Storage at 68 %' }, 'Up'],
    [
      'is that of the source again',
      { title: 'Up' },
      'page',
      { pageTitle: 'Storage at 61 %' },
      'none',
    ],
  ])('%s', (_name, before, wording, titles, expected) => {
    expect(titleOf(before, wording, titles)).toBe(expected);
  });
});

describe('the words recorded before', () => {
  test('stay, and only the link is replaced', () => {
    const before = pinOf({
      quote: 'Storage had stood at 61 per cent in April.',
      directive: { start: 'nowhere to be found' },
      marks: [{ start: 0, end: 7, kind: 'struck' }],
    });
    const pin = pinned(before, 'Storage had stood at 61 per cent in April.', 'kept');
    if (!pin.ok) throw new Error(pin.error);
    expect(pin.value).toMatchObject({ quote: before.quote, marks: before.marks });
    expect(pin.value.directive).not.toEqual(before.directive);
  });

  test('never turn into the page’s: an altered quote stays altered', () => {
    const pin = pinned(pinOf({}), 'Storage rose to 68 per cent of capacity', 'kept');
    if (!pin.ok) throw new Error(pin.error);
    expect(pin.value.quote).toBe('Storage rose to 61 per cent of capacity');
    expect(pin.value.selectors.quote?.exact).toBe(pin.value.quote);
    const judged = judgeQuote(MODEL, { pin: pin.value }, { reader: 'tab' });
    expect(judged.verdict).toBe('altered');
  });

  test('are not pinned again if no link can lead to them', () => {
    const twins = createPlainTextModel(Array.from({ length: 40 }, () => 'closed').join('\n'));
    const pin = pinPassage(twins, {
      basedOn: pinOf({ quote: 'closed' }),
      range: { start: 140, end: 146 },
      wording: 'kept',
      linked: true,
      id: newId<'pin'>(),
      madeAt: NOW,
    });
    expect(pin).toEqual({ ok: false, error: 'not-unique' });
  });
});

describe('an imported link', () => {
  const sound = { start: 'The sluice stayed', end: 'closed.' };

  test('that leads soundly to the passage is kept as it was written', () => {
    const asWritten = 'text=The%20sluice%20stayed,closed.';
    const before = pinOf({ quote: null, directive: sound, directiveAsWritten: asWritten });
    const pin = pinned(before, 'The sluice stayed closed.', 'page');
    expect(pin.ok && pin.value).toMatchObject({
      quote: 'The sluice stayed closed.',
      directive: sound,
      directiveAsWritten: asWritten,
    });
  });

  test.each([
    ['leads elsewhere', { start: 'Reservoir status' }, 'The sluice stayed closed.'],
    ['finds a second place', { start: 'per cent' }, 'per cent'],
  ])('that %s is replaced', (_name, directive, words) => {
    const before = pinOf({ quote: null, directive, directiveAsWritten: 'text=x' });
    const pin = pinned(before, words, 'page');
    if (!pin.ok) throw new Error(pin.error);
    expect(pin.value.directive).not.toEqual(directive);
    expect(pin.value.directiveAsWritten).toBeNull();
    const found = pin.value.directive && findTextDirective(MODEL, pin.value.directive);
    expect(found).toEqual(rangeOf(words));
  });
});

describe('in a page into which no link leads, as one of XHTML', () => {
  const words = 'The sluice stayed closed.';
  const directive = { start: 'The sluice stayed', end: 'closed.' };

  test('words are pinned without a link, even where one was written that would find them', () => {
    const before = pinOf({ quote: null, directive, directiveAsWritten: 'text=x' });
    expect(pinned(before, words, 'page', false)).toMatchObject({
      ok: true,
      value: {
        quote: words,
        selectors: { quote: { exact: words }, position: rangeOf(words) },
        directive: null,
        directiveAsWritten: null,
        noDirectiveReason: 'not-searchable',
      },
    });
  });

  test('no link is replaced for the earlier wording', () => {
    const before = pinOf({ quote: words, directive });
    const refused = { ok: false, error: 'not-searchable' };
    expect(pinned(before, words, 'kept', false)).toEqual(refused);
  });
});

test('a weak link counts as made by the reviewer, even where nothing longer is needed', () => {
  const before = pinOf({
    quote: null,
    directive: { start: 'May' },
    directiveAsWritten: 'text=May',
  });
  const pin = pinned(before, 'May', 'page');
  expect(pin.ok && pin.value).toMatchObject({ quote: 'May', directiveAsWritten: null });
});

test.each([
  ['outside the text', { start: PAGE.length + 5, end: PAGE.length + 9 }],
  ['of white space', { start: 16, end: 17 }],
  ['turned round', { start: 40, end: 20 }],
  ['that is no number', { start: Number.NaN, end: Number.NaN }],
])('a place %s is refused', (_name, range) => {
  const about = { basedOn: pinOf({}), id: newId<'pin'>(), madeAt: NOW };
  const request = { ...about, wording: 'page', linked: true } as const;
  expect(pinPassage(MODEL, { ...request, range })).toEqual({ ok: false, error: 'nothing-there' });
});
