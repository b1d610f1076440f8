import './catalogue';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { changedPart } from '../../../components/merge/ChangeItem';
import { ChangesSheet } from '../../../components/merge/ChangesSheet';
import { useDecision } from '../../../components/merge/use-decision';
import { Button } from '../../../components/ui/Button';
import { CHANGE_KINDS } from '../../../utils/model/change-kinds';
import { newId, type ReportId } from '../../../utils/model/ids';
import { CHANGED_THINGS, type ListedChange } from '../../../utils/model/listed-changes';
import type { MergeChoice, MergePlan, ReportChanges } from '../../../utils/model/merge-plan';
import { useLanguage } from './catalogue';
import { drawn, expectAccessible, show } from './stage';

const LAKES = newId<'report'>();
const SEAS = newId<'report'>();

const change = (about: ListedChange['about'], over: Partial<ListedChange> = {}): ListedChange => ({
  about,
  name: 'The lake stood 44 centimetres above the mean',
  before: 'It rose by 44 centimetres.',
  after: 'It rose by 4 centimetres.',
  ...over,
});

const reportOf = (
  reportId: ReportId,
  title: string,
  kinds: ReportChanges['kinds'],
  passages: ReportChanges['passages'] = null,
): ReportChanges => ({ reportId, title, kinds, passages });

const planOf = (reports: readonly ReportChanges[], seen = 'one'): MergePlan => ({
  seen,
  adds: { reports: 0, sections: 0, statements: 0, clips: 0 },
  reports,
});

const PLAN = planOf([
  reportOf(LAKES, 'Lakes', [
    { kind: 'words', count: 1, items: [change('statement', { name: '' })] },
    { kind: 'quotes', count: 1, items: [change('quote')] },
    { kind: 'destroyed', count: 1, items: [change('clip', { before: null, after: null })] },
  ]),
  reportOf(SEAS, '', [
    { kind: 'bin', count: 1, items: [change('into_bin', { before: null, after: null })] },
  ]),
]);

/** Asks about a merge plan, like a page that restores a file. Returns the list of answers. */
function ask(...plans: MergePlan[]) {
  const answers: (MergeChoice | null)[] = [];
  const stop = new AbortController();
  const Page = () => {
    const decision = useDecision();
    const start = async () => {
      for (const plan of plans) answers.push(await decision.decide(plan, stop.signal));
    };
    return (
      <>
        <Button onClick={() => void start()}>Ask</Button>
        <ChangesSheet decision={decision} subtitle="from-a-stranger.pincite" />
      </>
    );
  };
  show(<Page />);
  return { answers, stop };
}

const sheet = () => document.querySelector<HTMLElement>('dialog.sheet');
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function open(): Promise<void> {
  await userEvent.click(button('Ask'));
  await vi.waitFor(() => expect(sheet()).not.toBeNull());
}

test('lists each change with its words, with evidence changes not ticked', async () => {
  const { answers } = ask(PLAN);
  await open();
  const text = sheet()?.textContent ?? '';
  for (const words of ['In “Lakes”', 'In “Untitled report”', 'This cannot be undone.']) {
    expect(text).toContain(words);
  }
  const [first] = sheet()?.querySelectorAll('.changes-words') ?? [];
  expect(first?.querySelector('del')?.textContent).toContain('44');
  expect(first?.querySelector('ins')?.textContent).toContain('4');
  const ticks = [...(sheet()?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  expect(ticks.map(({ checked }) => checked)).toEqual([true, false, false, true]);
  await expectAccessible();
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() => expect(sheet()).toBeNull());
  expect(answers).toEqual([
    { seen: 'one', declined: { [LAKES]: ['quotes', 'destroyed'], [SEAS]: [] } },
  ]);
});

test('says what stays in the bin, and which words go into it that the file does not have', async () => {
  const bin = change('into_bin', { name: 'Costs', before: null, after: null });
  ask(
    planOf([
      reportOf(LAKES, 'Lakes', [
        { kind: 'words', count: 1, items: [change('statement', { staysInBin: true })] },
        { kind: 'bin', count: 1, items: [{ ...bin, unseen: ['| a | 2 |', 'Seals stay.'] }] },
      ]),
    ]),
  );
  await open();
  const [edited, binned] = sheet()?.querySelectorAll('.changes-item') ?? [];
  expect(edited?.textContent).toContain('Deleted here: it is in the bin after the merge too.');
  expect(binned?.textContent).toContain('The file does not have these words');
  expect([...(binned?.querySelectorAll('li') ?? [])].map((each) => each.textContent)).toEqual([
    '| a | 2 |',
    'Seals stay.',
  ]);
  await expectAccessible();
});

test('shows both wordings whole where both sides changed the same words, not ticked', async () => {
  const [before, after] = [`${'It rose. '.repeat(80)}20.1 %`, `${'It rose. '.repeat(80)}18.3 %`];
  const { answers } = ask(
    planOf([
      reportOf(LAKES, 'Lakes', [
        {
          kind: 'clashes',
          count: 1,
          items: [{ ...change('statement'), before, after, isWhole: true }],
        },
      ]),
    ]),
  );
  await open();
  const box = page.getByRole('checkbox', { name: /^Both of you changed the same words/ });
  await expect.element(box).not.toBeChecked();
  await expect
    .element(box)
    .toHaveAccessibleDescription(
      /^Not ticked: your wording stays. Ticked: the wording in the file/,
    );
  const texts = [...(sheet()?.querySelectorAll('.changes-words') ?? [])];
  expect(texts.map((each) => each.textContent)).toEqual([before, after]);
  await expectAccessible();
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() =>
    expect(answers).toEqual([{ seen: 'one', declined: { [LAKES]: ['clashes'] } }]),
  );
});

describe('in a low window', () => {
  afterEach(async () => {
    useLanguage('en');
    await page.viewport(414, 896);
  });

  test.each([
    ['en', 960, 470],
    ['fr', 960, 470],
    ['en', 640, 400],
    ['fr', 640, 400],
    ['en', 320, 400],
    ['fr', 320, 400],
    // The panel, which is 360 pixels wide, in a window of 1920 × 940 or 1280 × 800 at 200 %.
    ['en', 180, 470],
    ['fr', 180, 470],
    ['en', 180, 400],
    ['fr', 180, 400],
  ] as const)(
    'each button of the foot is whole, in %s at %i × %i',
    async (language, width, height) => {
      useLanguage(language);
      await page.viewport(width, height);
      ask(PLAN);
      await open();
      await drawn();
      const foot = sheet()?.querySelector('.sheet-foot');
      const { top, bottom } = foot?.getBoundingClientRect() ?? new DOMRect();
      expect(bottom).toBeLessThanOrEqual(height);
      expect(foot?.scrollHeight).toBe(foot?.clientHeight);
      const buttons = [...(foot?.querySelectorAll('button') ?? [])];
      expect(buttons).toHaveLength(3);
      for (const each of buttons) {
        const box = each.getBoundingClientRect();
        expect(box.top).toBeGreaterThanOrEqual(top);
        expect(box.bottom).toBeLessThanOrEqual(bottom);
      }
      const body = sheet()?.querySelector('.sheet-body');
      expect(body?.clientHeight).toBeGreaterThan(0.4 * height);
    },
  );
});

test('new passages for clips without one start with a tick', async () => {
  const found = change('quote', { before: null });
  const { answers } = ask(
    planOf([reportOf(LAKES, 'Lakes', [{ kind: 'quotes', count: 1, items: [found] }])]),
    planOf([reportOf(LAKES, 'Lakes', [{ kind: 'quotes', count: 2, items: [found] }])]),
  );
  const hint = 'shows a different passage';
  await open();
  expect(sheet()?.textContent).not.toContain(hint);
  expect(sheet()?.querySelector('details')?.open).toBe(true);
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() => expect(answers).toEqual([{ seen: 'one', declined: { [LAKES]: [] } }]));
  // If not all of them are listed, one of the others may replace a passage.
  await vi.waitFor(() => expect(sheet()).not.toBeNull());
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() => expect(answers[1]).toMatchObject({ declined: { [LAKES]: ['quotes'] } }));
});

describe('passages that belong to other changes of the file', () => {
  const KINDS: ReportChanges['kinds'] = [
    { kind: 'words', count: 1, items: [change('statement', { name: '' })] },
    { kind: 'quotes', count: 1, items: [change('quote')] },
  ];
  const notice = () => sheet()?.querySelector('.hint-warning')?.textContent ?? null;
  const box = (name: string) => page.getByRole('checkbox', { name: new RegExp(name) });

  test('start with a tick if they only answer the user’s objections', async () => {
    const links = { statements: 1, objections: 1, isAnswer: true };
    const { answers } = ask(planOf([reportOf(LAKES, 'Lakes', KINDS, links)]));
    await open();
    expect(notice()).toBeNull();
    expect(sheet()?.textContent).toContain('shows a different passage than it does now. They are');
    await userEvent.click(button('Apply the ticked changes'));
    await vi.waitFor(() => expect(answers).toEqual([{ seen: 'one', declined: { [LAKES]: [] } }]));
  });

  test('are asked for first if only the statements that cite them are ticked', async () => {
    const links = { statements: 1, objections: 1, isAnswer: false };
    const { answers } = ask(
      planOf([reportOf(SEAS, 'Seas', KINDS), reportOf(LAKES, 'Lakes', KINDS, links)]),
    );
    await page.viewport(400, 360);
    await open();
    expect(notice()).toContain('1 changed statement cites a passage');
    expect(notice()).toContain('1 of your objections was answered');
    // It is in sight before anybody scrolls.
    const [first, foot] = ['.hint-warning p', '.sheet-foot'].map((each) =>
      sheet()?.querySelector(each)?.getBoundingClientRect(),
    );
    expect(first!.top).toBeGreaterThan(0);
    expect(first!.bottom).toBeLessThan(foot!.top);
    await expectAccessible();
    await userEvent.click(button('Tick the passages too'));
    await vi.waitFor(() => expect(notice()).toBeNull());
    const [seas, lakes] = box('Quoted passages').elements() as HTMLInputElement[];
    expect([seas?.checked, lakes?.checked]).toEqual([false, true]);
    expect(document.activeElement).toBe(lakes);

    const [, words] = box('Statements, headings and titles').elements() as HTMLInputElement[];
    await userEvent.click(words!);
    expect(notice()).not.toContain('objections');
    await userEvent.click(button('Tick the statements too'));
    await vi.waitFor(() => expect(document.activeElement).toBe(words));
    await userEvent.click(button('Apply the ticked changes'));
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    expect(answers[0]).toMatchObject({ declined: { [SEAS]: ['quotes'], [LAKES]: [] } });
    await page.viewport(1_200, 800);
  });

  test('have no warning if nothing of them is ticked', async () => {
    const links = { statements: 1, objections: 0, isAnswer: false };
    ask(planOf([reportOf(LAKES, 'Lakes', KINDS, links)]));
    await open();
    expect(notice()).not.toBeNull();
    await userEvent.click(box('Statements, headings and titles'));
    expect(notice()).toBeNull();
  });
});

test('says that only the link changes if the words of a passage stay the same', async () => {
  const words = 'It rose by 44 centimetres.';
  const item = change('quote', { name: '', before: words, after: words });
  ask(planOf([reportOf(LAKES, 'Lakes', [{ kind: 'quotes', count: 1, items: [item] }])]));
  await open();
  const listed = sheet()?.querySelector('.changes-item');
  expect(listed?.querySelectorAll('del, ins')).toHaveLength(0);
  expect(listed?.textContent).toContain(`${words}The words stay the same; the link changes.`);
  expect(sheet()?.querySelector('input')?.checked).toBe(false);
});

test('returns the ticked changes when used by keyboard only', async () => {
  const { answers } = ask(PLAN);
  await open();
  expect(document.activeElement?.textContent).toBe('What the file would change');
  const ticks = [...(sheet()?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  for (const tick of ticks) {
    while (document.activeElement !== tick) await userEvent.keyboard('{Tab}');
    await userEvent.keyboard(' ');
  }
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  expect(answers).toEqual([{ seen: 'one', declined: { [LAKES]: ['words'], [SEAS]: ['bin'] } }]);
});

test('adds only new records', async () => {
  const { answers } = ask(PLAN);
  await open();
  await userEvent.click(button('Add only what is new'));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  expect(answers).toEqual([
    { seen: 'one', declined: { [LAKES]: ['words', 'quotes', 'destroyed'], [SEAS]: ['bin'] } },
  ]);
});

test('is cancelled by Escape, by the button and by leaving the page', async () => {
  const { answers, stop } = ask(PLAN, PLAN, PLAN);
  await open();
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(answers).toEqual([null]));
  await vi.waitFor(() => expect(sheet()).not.toBeNull());
  await userEvent.click(button('Cancel'));
  await vi.waitFor(() => expect(answers).toEqual([null, null]));
  stop.abort();
  await vi.waitFor(() => expect(answers).toEqual([null, null, null]));
  await vi.waitFor(() => expect(sheet()).toBeNull());
});

test('explains a second question after the library changed', async () => {
  ask(PLAN, planOf(PLAN.reports, 'two'));
  await open();
  const AGAIN = 'Your library changed while you were deciding.';
  expect(sheet()?.textContent).not.toContain(AGAIN);
  await userEvent.click(button('Apply the ticked changes'));
  await vi.waitFor(() => expect(sheet()?.textContent).toContain(AGAIN));
});

test('has labels for every kind and item, in long lists and in a narrow panel', async () => {
  const long = 'x'.repeat(400);
  const everything = CHANGED_THINGS.flatMap((about) => [
    change(about),
    change(about, { name: long, before: long, after: `${long} more` }),
    change(about, { before: null }),
    change(about, { after: null }),
    change(about, { before: '', after: '' }),
  ]);
  const items = Array.from({ length: 200 }, (_, at) => everything[at % everything.length]!);
  ask(
    planOf([
      reportOf(
        LAKES,
        long,
        CHANGE_KINDS.map((kind) => ({ kind, count: 1_234, items })),
      ),
    ]),
  );
  await page.viewport(320, 640);
  await open();
  expect(sheet()?.textContent).toContain('1034 more changes are not listed.');
  for (const list of sheet()?.querySelectorAll('details') ?? []) list.open = true;
  await vi.waitFor(() =>
    expect(sheet()?.querySelectorAll('.changes-item').length).toBe(200 * CHANGE_KINDS.length),
  );
  const body = sheet()?.querySelector('.sheet-body');
  expect(body?.scrollWidth).toBeLessThanOrEqual(body?.clientWidth ?? 0);
  expect(sheet()?.textContent).not.toMatch(/change_|changes_|undefined/);
  await page.viewport(1_200, 800);
});

test.each([
  ['a word', 'It rose by 44 cm.', 'It rose by 4 cm.', ['It rose by ', '44', '4', ' cm.']],
  ['a part of a word', 'is supported', 'is unsupported', ['is ', 'supported', 'unsupported', '']],
  ['an addition', 'a b', 'a b c', ['a ', 'b', 'b c', '']],
  ['all of it', 'a', 'b', ['', 'a', 'b', '']],
  ['nothing', 'a b', 'a b', ['a ', 'b', 'b', '']],
  ['what was empty', '', 'a', ['', '', 'a', '']],
  ['a doubled word', 'no no', 'no no no', ['no ', 'no', 'no no', '']],
])('marks the changed part: %s', (_name, before, after, expected) => {
  const { start, was, now, end } = changedPart(before, after);
  expect([start, was, now, end]).toEqual(expected);
  expect(start + was + end).toBe(before);
  expect(start + now + end).toBe(after);
});

test('a long title stands within the box of its report', async () => {
  await page.viewport(360, 700);
  const title = 'How the lakes of the north rose and fell in the wet years, and who measured them';
  ask(
    planOf([reportOf(LAKES, title, [{ kind: 'words', count: 1, items: [change('statement')] }])]),
  );
  await open();
  const box = document.querySelector('.changes-report')!.getBoundingClientRect();
  const words = document.querySelector('.changes-title')!.getBoundingClientRect();
  expect(words.height).toBeGreaterThan(30);
  expect(words.top).toBeGreaterThan(box.top + 1);
  expect(words.right).toBeLessThanOrEqual(box.right);
});
