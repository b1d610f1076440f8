import './catalogue';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { PracticePort } from '../../../components/welcome/practice-port';
import { WelcomePage } from '../../../components/welcome/WelcomePage';
import { practiseCheck, practiseClip } from '../../../entrypoints/welcome/practise';
import { parseFragmentDirective } from '../../../utils/fragment/text-directive';
import { testActs } from './background';
import { useLanguage } from './catalogue';
import { byText, expectAccessible, show } from './stage';

const SENTENCE = 'Its level stood 44 centimetres above the mean, and the weir was not closed.';

/** Practice with the real clipper and judge, and with a key that the test presses. */
function practice(): PracticePort & { press: () => Promise<void> } {
  let pressed: (() => void) | null = null;
  return {
    clip: practiseClip,
    check: practiseCheck,
    followKey: (listener) => {
      pressed = listener;
      return () => undefined;
    },
    press: async () => {
      await vi.waitFor(() => expect(pressed).not.toBeNull());
      pressed?.();
    },
  };
}

const card = () => document.querySelector<HTMLElement>('.practice-card');
const quote = () => card()?.querySelector('blockquote')?.textContent;
const verdict = () => card()?.querySelector('.verdict')?.textContent;

function select(words: string) {
  const text = document.querySelector('.practice-text')!;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent!.indexOf(words);
    if (at >= 0) getSelection()!.setBaseAndExtent(node, at, node, at + words.length);
  }
  expect(getSelection()!.toString()).toBe(words);
}

afterEach(() => {
  getSelection()?.removeAllRanges();
  useLanguage('en');
});

test('the practice text is clipped by keyboard alone, with a link that is found again', async () => {
  show(<WelcomePage acts={testActs()} practice={practice()} />);
  await expectAccessible();
  byText('Select a sentence').focus();
  await userEvent.keyboard('{Enter}');
  expect(getSelection()!.toString()).toBe(SENTENCE);
  byText('Clip selection').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(quote()).toBe(SENTENCE));
  const fragment = document.querySelector('.practice-link')!.textContent;
  expect(fragment).toMatch(/^#:~:text=Its%20level/);
  expect(parseFragmentDirective(`https://page.example/${fragment}`)).toHaveLength(1);
  await vi.waitFor(() => expect(CSS.highlights.has('practice')).toBe(true));
  const [marked] = [...CSS.highlights.get('practice')!];
  expect(marked instanceof Range && marked.toString()).toBe(SENTENCE);
  await expectAccessible();
});

test('the clip key clips the selection, extended to whole words', async () => {
  const port = practice();
  show(<WelcomePage acts={testActs()} practice={port} />);
  select('4 centimetres ab');
  await port.press();
  await vi.waitFor(() => expect(quote()).toBe('44 centimetres above'));
});

test('of a selection that extends beyond the text, only the part in the text is clipped', async () => {
  const port = practice();
  show(<WelcomePage acts={testActs()} practice={port} />);
  getSelection()!.selectAllChildren(document.querySelector('main')!);
  await port.press();
  await vi.waitFor(() =>
    expect(quote()).toBe(
      `The lake was measured again in April. ${SENTENCE} The next bulletin comes in May.`,
    ),
  );
});

test.each([
  ['nothing is selected', () => getSelection()?.removeAllRanges()],
  [
    'something outside of the text is',
    () => getSelection()!.selectAllChildren(document.querySelector('h1')!),
  ],
])('explains what to do if %s', async (_name, act) => {
  const port = practice();
  show(<WelcomePage acts={testActs()} practice={port} />);
  act();
  await port.press();
  await vi.waitFor(() => expect(document.body.textContent).toContain('Nothing is selected.'));
  expect(card()).toBeNull();
  await expectAccessible();
});

test('a change of the page is found by the judge, and undone', async () => {
  const port = practice();
  show(<WelcomePage acts={testActs()} practice={port} />);
  select('44 centimetres above the mean');
  await port.press();
  await vi.waitFor(() => byText('Change the page').click());
  await vi.waitFor(() => expect(verdict()).toBe('Altered: a figure'));
  expect([
    card()!.querySelector('del')!.lastChild!.textContent,
    card()!.querySelector('ins')!.lastChild!.textContent,
  ]).toEqual(['44', '46']);
  // Its link leads to no words of the changed page.
  expect(card()!.textContent).not.toContain('found again on this page');
  await expectAccessible();
  byText('Change it back').click();
  await vi.waitFor(() => expect(verdict()).toBe('Verbatim'));
  expect(card()!.textContent).toContain('found again on this page');
});

test('text outside of the change still passes', async () => {
  const port = practice();
  show(<WelcomePage acts={testActs()} practice={port} />);
  select('The next bulletin');
  await port.press();
  await vi.waitFor(() => byText('Change the page').click());
  await vi.waitFor(() => expect(verdict()).toBe('Verbatim'));
});

test.each([1280, 640, 320])(
  'stands in one column, in the order of reading, %i pixels wide',
  async (width) => {
    await page.viewport(width, 800);
    const port = practice();
    show(<WelcomePage acts={testActs()} practice={port} />);
    select(SENTENCE);
    await port.press();
    await vi.waitFor(() => expect(quote()).toBe(SENTENCE));
    const main = document.querySelector('main')!;
    const parts = [...main.querySelectorAll(':scope > *, section')];
    const edges = parts.map((part) => part.getBoundingClientRect());
    const all = Math.max(...edges.map((edge) => edge.width));
    expect(all).toBeGreaterThan(width * 0.5);
    for (const edge of edges) expect(all - edge.width).toBeLessThanOrEqual(4);
    const sections = [...main.querySelectorAll('section')].map((each) =>
      each.getBoundingClientRect(),
    );
    for (const [at, each] of sections.entries()) {
      if (at > 0) expect(each.top).toBeGreaterThanOrEqual(sections[at - 1]!.bottom - 1);
    }
    const steps = document.querySelector('.practice-next')!;
    expect(getComputedStyle(steps).listStyleType).toBe('decimal');
    const toPanel = byText('Open panel', '.button').getBoundingClientRect();
    expect(toPanel.top).toBeGreaterThanOrEqual(steps.getBoundingClientRect().bottom);
  },
);

test('an import begins in the panel, with its sheet', async () => {
  const openPanel = vi.fn(async () => undefined);
  show(<WelcomePage acts={testActs({ openPanel })} practice={practice()} />);
  byText('Import a report…').click();
  expect(openPanel.mock.calls).toEqual([['import']]);
});

test('shows the key for clipping, or that none is assigned, also in French', async () => {
  show(<WelcomePage acts={testActs()} practice={practice()} />);
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain('Alt+Shift+CClip the selection'),
  );
  show(<div />);
  const none = { 'clip-selection': null, 'review-report': null, 'open-panel': null };
  show(<WelcomePage acts={testActs({ browserKeys: async () => none })} practice={practice()} />);
  await vi.waitFor(() => expect(document.body.textContent).toContain('No keyClip the selection'));
  show(<div />);
  useLanguage('fr');
  show(<WelcomePage acts={testActs()} practice={practice()} />);
  expect(document.body.textContent).toContain('Bienvenue dans Pincite');
});

test('the list of keys has each key that the steps name', async () => {
  show(<WelcomePage acts={testActs()} practice={practice()} />);
  const list = () => document.querySelector('[aria-labelledby=shortcut]')?.textContent;
  await vi.waitFor(() => expect(list()).toContain('Clip the selection'));
  expect(document.querySelector('.welcome-steps')?.textContent).toContain('Alt+Shift+E');
  expect(list()).toContain('Alt+Shift+ECopy the report as Markdown (in the panel)');
});

test('each part of the introduction has a heading of the same level', () => {
  show(<WelcomePage acts={testActs()} practice={practice()} />);
  const headings = [...document.querySelectorAll('.options-box > section > :is(h2, h3)')];
  expect(headings.map(({ localName, textContent }) => `${localName} ${textContent}`)).toEqual([
    'h2 Try it here',
    'h2 Keyboard shortcuts',
    'h2 Import a report',
    'h2 Privacy',
  ]);
});
