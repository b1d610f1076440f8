import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { isFromFile } from '../../../utils/report/export-options';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byText, seen, show } from './stage';

let background: TestBackground;
const QUOTE = 'On 30 April the level at the northern gauge was 44 centimetres above the mean.';

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.save(sampleRecords({ quote: QUOTE }));
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(document.querySelectorAll('.quote')).toHaveLength(1));
  await userEvent.click(byText('Write a statement'));
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
});

afterEach(() => {
  vi.restoreAllMocks();
  return background.library.close();
});

const input = () => document.querySelector<HTMLElement>('.statement-input')!;
const chips = () => [...document.querySelectorAll('.statement-input .cite')].length;
const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';
const statements = async () => {
  const stored = await background.library.loadReport(REPORT);
  if (!stored.ok) throw new Error(stored.error.code);
  return stored.value;
};
const evidence = async () => {
  const stored = await background.library.loadEvidence(REPORT);
  if (!stored.ok) throw new Error(stored.error.code);
  return stored.value;
};

function paste(flavours: Readonly<Record<string, string>>): void {
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(flavours)) clipboardData.setData(type, text);
  const init = { clipboardData, bubbles: true, cancelable: true };
  input().dispatchEvent(new ClipboardEvent('paste', init));
}

const MARKDOWN =
  'the north rose ([Survey](https://mountains.example/snow#:~:text=Late%20snow,weeks))';

test('a Markdown link becomes a citation with a clip of its own; undo restores the pasted text', async () => {
  await userEvent.keyboard('In April, ');
  paste({ 'text/plain': MARKDOWN });
  // The pasted text shows at once.
  expect(input().textContent).toBe(`In April, ${MARKDOWN}`);
  await userEvent.keyboard(' again');
  await vi.waitFor(() => expect(chips()).toBe(1));
  await vi.waitFor(() => expect(said()).toContain('1 pasted link became a citation.'));
  expect(seen(input())).toBe('In April, the north rose A again');
  await vi.waitFor(async () => expect((await evidence()).clips).toHaveLength(2));
  const { sources, pins } = await evidence();
  expect(sources.map(({ url }) => url)).toContain('https://mountains.example/snow');
  expect(pins.find(({ by }) => by === 'import')?.directive).toEqual({
    start: 'Late snow',
    end: 'weeks',
  });
  await vi.waitFor(async () =>
    expect((await statements()).citations.map(({ href }) => href)).toEqual([
      'https://mountains.example/snow#:~:text=Late%20snow,weeks',
    ]),
  );

  // Text typed after the link became a citation is a separate undo step.
  await vi.waitFor(async () => {
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(input().textContent).toContain(`In April, ${MARKDOWN}`);
  });
  expect(chips()).toBe(0);
  await userEvent.keyboard('{Escape}');
  // Its clip is in the bin, because no statement cites it.
  await vi.waitFor(() => expect(document.querySelectorAll('.panel-main .quote')).toHaveLength(1));
  await vi.waitFor(async () => {
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    expect(document.querySelector('.statement-text')?.textContent).toBe(
      'In April, the north rose A again',
    );
  });
});

test('a link to where a clip leads cites that clip', async () => {
  const href = 'https://hydrology.example/bulletin#:~:text=On%2030%20April,the%20mean';
  paste({
    'text/plain': 'It rose (Monthly bulletin).',
    'text/html': `<meta charset="utf-8"><p>It rose (<a href="${href}" onclick="alert(1)">Monthly bulletin</a>).</p>`,
  });
  await vi.waitFor(() => expect(chips()).toBe(1));
  expect(document.querySelector('.cited-quote')?.textContent).toContain('On 30 April');
  expect((await evidence()).clips).toHaveLength(1);
});

test('several paragraphs become statements in their order, headings bold lines', async () => {
  const text = `First ([A](https://a.example/)).\n\n## Outlook\n\nThird ([B](https://b.example/)).`;
  paste({ 'text/plain': text });
  await vi.waitFor(() => expect(chips()).toBe(1));
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() =>
    expect(
      [...document.querySelectorAll('.statement-text')].map((each) => each.textContent),
    ).toEqual(['First A.', 'Outlook', 'Third A.']),
  );
  expect(document.querySelector('.statement-text strong')?.textContent).toBe('Outlook');
  // Pasted text is no file of the report, which therefore keeps its title in an export.
  const content = await vi.waitFor(async () => {
    const stored = await statements();
    expect(stored.statements).toHaveLength(3);
    return stored;
  });
  expect(isFromFile(content)).toBe(false);
});

test('words without links are pasted as words, and nothing is read', async () => {
  const { calls } = background;
  const before = calls.length;
  const sent = vi.spyOn(Worker.prototype, 'postMessage');
  paste({ 'text/plain': 'plain', 'text/html': '<b>plain</b>' });
  await userEvent.keyboard('x');
  await vi.waitFor(async () => expect((await statements()).statements[0]?.text).toBe('plainx'));
  expect(sent).not.toHaveBeenCalled();
  expect(calls.slice(before).every(({ name }) => name === 'report.update')).toBe(true);
});

test('removes the markers of a tool from pasted cited text, in one step with its citations', async () => {
  await userEvent.keyboard('In April, ');
  const damaged =
    'the north rose sharp ([Survey](https://mountains.example/snow))L78】 and the south sharply fell.';
  paste({ 'text/plain': damaged });
  await vi.waitFor(() => expect(chips()).toBe(1));
  expect(seen(input())).toBe('In April, the north rose sharp A and the south sharply fell.');
  await vi.waitFor(() =>
    expect(said()).toBe(
      '1 pasted link became a citation. 1 leftover marker or unclosed emphasis was repaired; ' +
        '“Repairs of the import” in the report’s menu shows it. 1 word is still cut.',
    ),
  );
  await vi.waitFor(async () =>
    expect((await statements()).repairs).toMatchObject([
      { kind: 'leftover-marker', state: 'mended', original: 'L78】', mended: '' },
    ]),
  );
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(input().textContent).toBe(`In April, ${damaged}`));
  await vi.waitFor(async () => expect((await statements()).repairs).toEqual([]));
});

test('text without links is repaired in place, and the notice takes back this step', async () => {
  await userEvent.keyboard('Then ');
  paste({ 'text/plain': ' a  first\nlineL4】 and *more*【12†L3 of it' });
  await vi.waitFor(() => expect(input().textContent).toBe('Then  a  first\nline and *more* of it'));
  await vi.waitFor(() =>
    expect(said()).toContain('2 leftover markers or unclosed emphases were repaired'),
  );
  await userEvent.click(byText('Undo'));
  await vi.waitFor(() =>
    expect(input().textContent).toBe('Then  a  first\nlineL4】 and *more*【12†L3 of it'),
  );
  await vi.waitFor(async () => expect((await statements()).repairs).toEqual([]));
});

test('an author’s own brackets are not damage', async () => {
  const over = vi.spyOn(Worker.prototype, 'terminate');
  paste({ 'text/plain': '見出し【重要】です' });
  await vi.waitFor(() => expect(over).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve));
  expect(input().textContent).toBe('見出し【重要】です');
  expect((await statements()).repairs).toEqual([]);
});

test('text that is typed into pasted text before it is read is kept', async () => {
  const over = vi.spyOn(Worker.prototype, 'terminate');
  const { postMessage } = Worker.prototype;
  const asked: (() => void)[] = [];
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, message) {
    asked.push(() => postMessage.call(this, message));
  });
  paste({ 'text/plain': MARKDOWN });
  await userEvent.keyboard('{Control>}{Home}{/Control}{ArrowRight}X');
  expect(input().textContent).toBe(`tX${MARKDOWN.slice(1)}`);
  expect(over).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(asked).not.toEqual([]));
  for (const ask of asked) ask();
  await vi.waitFor(() => expect(over).toHaveBeenCalled());
  // A conversion to a citation would come in the same tick.
  await new Promise((resolve) => setTimeout(resolve));
  expect(background.calls.some(({ name }) => name.startsWith('restore.'))).toBe(false);
  expect(input().textContent).toBe(`tX${MARKDOWN.slice(1)}`);
  expect(chips()).toBe(0);
});

test('if nothing can be stored, the text stays and the failure is reported', async () => {
  background.refuse('restore.commit', 'quota_exceeded');
  paste({ 'text/plain': MARKDOWN });
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toContain('no room left'),
  );
  expect(input().textContent).toBe(MARKDOWN);
  await vi.waitFor(async () => expect((await statements()).placements).toEqual([]));
});

test('text that changes during the storing is kept, and the clip goes to the bin', async () => {
  background.hold('restore.commit');
  paste({ 'text/plain': MARKDOWN });
  await vi.waitFor(() =>
    expect(background.calls.some(({ name }) => name === 'restore.commit')).toBe(true),
  );
  await userEvent.keyboard('{Control>}{Home}{/Control}{ArrowRight}X');
  background.release();
  await vi.waitFor(async () => expect((await evidence()).clips).toHaveLength(2));
  await vi.waitFor(() =>
    expect(document.querySelector('.panel-header')?.textContent).toContain('Bin (1)'),
  );
  expect(input().textContent).toBe(`tX${MARKDOWN.slice(1)}`);
  expect(document.querySelectorAll('.panel-main .quote')).toHaveLength(1);
});

test('a bin that another page empties before the clip is cited leaves it there', async () => {
  const { library } = background;
  const commit = library.commitRestore;
  const emptied = vi.fn<typeof library.purgeClips>(library.purgeClips);
  vi.spyOn(library, 'commitRestore').mockImplementation(async (restoreId, choice) => {
    const restored = await commit(restoreId, choice);
    const stored = await library.loadEvidence(REPORT);
    if (stored.ok)
      await emptied(
        REPORT,
        stored.value.clips.map(({ id }) => id),
      );
    return restored;
  });
  paste({ 'text/plain': MARKDOWN });
  await vi.waitFor(() => expect(chips()).toBe(1));
  expect(emptied.mock.calls.map(([, clipIds]) => clipIds.length)).toEqual([2]);
  await vi.waitFor(async () => expect((await statements()).citations).toHaveLength(1));
  const cited = (await statements()).citations.map(({ clipId }) => clipId);
  expect((await evidence()).clips.map(({ id }) => id)).toEqual(expect.arrayContaining(cited));

  // After Undo it is in the bin like any other clip, and is emptied with it.
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(async () => expect((await statements()).citations).toEqual([]));
  expect(await library.purgeClips(REPORT, cited)).toEqual({ ok: true, value: { purged: cited } });
});
