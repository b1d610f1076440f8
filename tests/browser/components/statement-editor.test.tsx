import './catalogue';
import { useState } from 'preact/hooks';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { followOffset } from '../../../components/report/editable-text';
import { StatementEditor } from '../../../components/report/StatementEditor';
import { citedClips } from '../../../components/report/statement-view';
import type { CitationId, ClipId, StatementId } from '../../../utils/model/ids';
import { newId } from '../../../utils/model/ids';
import type { Citation, Statement } from '../../../utils/model/report-content';
import { citationToken } from '../../../utils/model/statement-text';
import { sampleView } from './samples';
import { byLabel, byText, expectAccessible, seen, show } from './stage';

const view = sampleView();
const A: CitationId = newId<'citation'>();
const B: CitationId = newId<'citation'>();
const LINKED: CitationId = newId<'citation'>();
const ID: StatementId = newId<'statement'>();
const citations = new Map(
  [A, B].map((id): [CitationId, Citation] => [
    id,
    {
      id,
      statementId: ID,
      clipId: view.clip.id,
      label: '',
      href: null,
      style: '',
      raw: null,
    },
  ]),
);
citations.set(LINKED, {
  ...citations.get(A)!,
  id: LINKED,
  label: 'the Board',
  style: 'linked-words',
});
const clips = new Map<ClipId, typeof view>([[view.clip.id, view]]);

let text = '';
let remote: (next: string) => void = () => undefined;
const onCite = vi.fn();
const onRemove = vi.fn();
const onDone = vi.fn();
const onEnter = vi.fn();
const onUndo = vi.fn();
const onPaste = vi.fn();

function Editor({ initial, kind = 'paragraph' }: { initial: string; kind?: Statement['kind'] }) {
  const [now, setNow] = useState(initial);
  text = now;
  remote = setNow;
  const statement = { text: now } as Statement;
  return (
    <StatementEditor
      kind={kind}
      text={now}
      cited={citedClips(statement, citations, clips)}
      onText={setNow}
      onPaste={onPaste}
      onCite={onCite}
      onRemove={onRemove}
      onUndo={onUndo}
      onRedo={vi.fn()}
      onEnter={onEnter}
      onJoin={() => null}
      onDone={onDone}
    />
  );
}

const input = () => document.querySelector<HTMLElement>('.statement-input')!;
const start = (initial: string, kind?: Statement['kind']) => {
  vi.clearAllMocks();
  show(<Editor key={newId()} initial={initial} {...(kind === undefined ? {} : { kind })} />);
};

test('typing at speed loses no letter and keeps the citations', async () => {
  start(`One ${citationToken(A)} two`);
  await userEvent.keyboard(' and three words more');
  expect(text).toBe(`One ${citationToken(A)} two and three words more`);
  expect(seen(input())).toBe('One A two and three words more');
});

test('text that looks like a token stays text', async () => {
  start('');
  await userEvent.keyboard('[[[[cite:x]]');
  expect(input().textContent).toBe('[[cite:x]]');
  expect(text).toBe('[[cite\\:x]]');
});

test('Backspace removes a whole citation', async () => {
  start(`One ${citationToken(A)}`);
  await userEvent.keyboard('{Backspace}');
  await vi.waitFor(() => expect(text.trimEnd()).toBe('One'));
  expect(document.querySelector('.cited')).toBeNull();
});

/** Returns the place of the first occurrence of a word in the field, for a click. */
function placeOf(word: string): { readonly x: number; readonly y: number } {
  const node = [...input().childNodes].find((each) => each.nodeValue?.includes(word) === true)!;
  const range = document.createRange();
  const from = node.nodeValue!.indexOf(word);
  range.setStart(node, from);
  range.setEnd(node, from + word.length);
  const { left, top, width, height } = range.getBoundingClientRect();
  const box = input().getBoundingClientRect();
  return { x: left - box.left + width / 2, y: top - box.top + height / 2 };
}

const BESIDE_CITATION = [
  ['a figure, a full stop and a citation', 'since 2015.', '2015', ' The'],
  ['a figure and a citation', 'since 2015', '2015', '. The'],
  ['a word and a citation', 'they rose', 'rose', ' and'],
  ['a word, a space and a citation', 'they rose ', 'rose', ', and'],
] as const;

test.each(BESIDE_CITATION)(
  'a double click on %s marks the word alone, and what is typed replaces it',
  async (_what, before, word, after) => {
    start(`${before}${citationToken(A)}${after} fell`);
    await userEvent.dblClick(input(), { position: placeOf(word) });
    expect(getSelection()?.toString()).toBe(word);
    await userEvent.keyboard('2017');
    expect(text).toBe(`${before.replace(word, '2017')}${citationToken(A)}${after} fell`);
  },
);

test.each(BESIDE_CITATION)(
  'Ctrl+Delete before %s deletes the word alone',
  async (_what, before, word, after) => {
    start(`${before}${citationToken(A)}${after} fell`);
    getSelection()?.setPosition(input().firstChild, before.indexOf(word));
    await userEvent.keyboard('{Control>}{Delete}{/Control}');
    const [head = ''] = before.split(word);
    expect(text.replaceAll(' ', '')).toBe(
      `${head}${before.slice(head.length + word.length)}${citationToken(A)}${after}fell`.replaceAll(
        ' ',
        '',
      ),
    );
  },
);

test.each(['and', ' and', 'and ', '5'])(
  'Ctrl+Backspace behind a citation and "%s" deletes the word alone',
  async (word) => {
    start(`They rose${citationToken(A)}${word} fell`);
    getSelection()?.setPosition(input().lastChild, word.length);
    await userEvent.keyboard('{Control>}{Backspace}{/Control}');
    expect(text).toBe(`They rose${citationToken(A)} fell`);
  },
);

test('text from another window before the caret moves the caret with its text', async () => {
  start('abc def');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
  remote('New: abc def');
  await vi.waitFor(() => expect(input().textContent).toBe('New: abc def'));
  await userEvent.keyboard('X');
  expect(text).toBe('New: abc Xdef');
});

test('cites at the caret, in units of the stored text', async () => {
  start(`One ${citationToken(A)} two`);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{Control>}k{/Control}');
  expect(onCite).toHaveBeenCalledWith(`One ${citationToken(A)} `.length);
});

describe('Enter', () => {
  test.each(['paragraph', 'item', 'caption'] as const)(
    'parts the text of a statement of one paragraph: %s',
    async (kind) => {
      start(`One ${citationToken(A)} two`, kind);
      await userEvent.keyboard('{Enter}');
      expect(onEnter).toHaveBeenLastCalledWith(`One ${citationToken(A)} two`, '');
      await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{Enter}{/Shift}');
      expect(onEnter).toHaveBeenLastCalledWith(`One ${citationToken(A)} t`, '');
      await userEvent.keyboard('{Home}{Enter}');
      expect(onEnter).toHaveBeenLastCalledWith('', `One ${citationToken(A)} two`);
      expect(onDone).not.toHaveBeenCalled();
    },
  );

  test('within a text, leaves the rest, its citations and the caret before it', async () => {
    start(`One ${citationToken(A)} two ${citationToken(LINKED)}`);
    await userEvent.keyboard('{Home}');
    for (const _ of 'One . ') await userEvent.keyboard('{ArrowRight}');
    await userEvent.keyboard('{Enter}');
    expect(onEnter).toHaveBeenCalledWith(
      `One ${citationToken(A)} `,
      `two ${citationToken(LINKED)}`,
    );
    expect(seen(input())).toBe('two the BoardB');
    await userEvent.keyboard('X');
    await vi.waitFor(() => expect(text).toBe(`Xtwo ${citationToken(LINKED)}`));
  });

  test.each(['table', 'quote', 'code', 'other', 'sources'] as const)(
    'breaks a line in a statement of several lines: %s',
    async (kind) => {
      start('a', kind);
      await userEvent.keyboard('{Enter}b{Shift>}{Enter}{/Shift}c');
      expect(onEnter).not.toHaveBeenCalled();
      expect(onDone).not.toHaveBeenCalled();
      expect(text).toBe('a\nb\nc');
    },
  );

  test('belongs to an input method while it composes', () => {
    start('a');
    const enter = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    expect(input().dispatchEvent(new KeyboardEvent('keydown', enter))).toBe(true);
    expect(onEnter).not.toHaveBeenCalled();
  });
});

test('Ctrl+B and Ctrl+I mark the selected words, and take the marks away', async () => {
  start(`It rose ${citationToken(A)} fast`);
  const select = '{Shift>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Shift}';
  await userEvent.keyboard(`${select}{Control>}b{/Control}`);
  await vi.waitFor(() => expect(text).toBe(`It rose ${citationToken(A)} **fast**`));
  expect(getSelection()?.toString()).toBe('fast');
  await userEvent.keyboard('{Control>}b{/Control}{Control>}i{/Control}');
  await vi.waitFor(() => expect(text).toBe(`It rose ${citationToken(A)} *fast*`));
  expect(seen(input().querySelector('[data-citation]'))).toBe('A');
  await userEvent.keyboard('slow');
  expect(text).toBe(`It rose ${citationToken(A)} *slow*`);
});

test('Ctrl+B and Ctrl+I end the emphasis that they began', async () => {
  start('A ');
  const bold = '{Control>}b{/Control}';
  const italic = '{Control>}i{/Control}';
  await userEvent.keyboard(`${bold}wide${bold} and ${italic}slow ${italic}river`);
  await vi.waitFor(() => expect(text).toBe('A **wide** and *slow* river'));
});

test('in a listing, Ctrl+B writes no asterisks', async () => {
  start('rise = 61', 'code');
  await userEvent.keyboard('{Control>}b{/Control}{Control>}i{/Control}2');
  expect(text).toBe('rise = 612');
});

test('Ctrl+Z is the report’s undo', async () => {
  start('a');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(onUndo).toHaveBeenCalledOnce();
});

test('pasted markup replaces the selection as text, line by line', async () => {
  start(`One ${citationToken(A)} two`);
  await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Shift}');
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/html', '<img src=x onerror=alert(1)><b>bold</b>');
  clipboardData.setData('text/plain', 'a [[cite:x]]\r\n\r\nb');
  input().dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
  await userEvent.keyboard('!');
  await vi.waitFor(() => expect(text).toBe(`One ${citationToken(A)} a [[cite\\:x]]\n\nb!`));
  expect(input().querySelector('img, b')).toBeNull();
  expect(onPaste).not.toHaveBeenCalled();
});

test.each([
  ['words', `abc ${citationToken(A)}`, `Xabc ${citationToken(A)}`],
  ['a citation', `${citationToken(A)} abc`, `X${citationToken(A)} abc`],
  ['nothing but a citation', citationToken(A), `X${citationToken(A)}`],
  [
    'two of them',
    `${citationToken(A)} ${citationToken(B)}`,
    `X${citationToken(A)} ${citationToken(B)}`,
  ],
])('Home moves before %s, and End moves after everything', async (_name, before, after) => {
  start(before);
  await userEvent.keyboard('{Home}X');
  await vi.waitFor(() => expect(text).toBe(after));
  await userEvent.keyboard('{End}Y');
  await vi.waitFor(() => expect(text).toBe(`${after}Y`));
  await userEvent.keyboard('{Shift>}{Home}{/Shift}Z');
  await vi.waitFor(() => expect(text).toBe('Z'));
});

const PAIR = `One ${citationToken(A)}${citationToken(B)}`;

/** Clicks to the right of the last citation, at the height of its middle. */
async function clickBehind() {
  const box = input().getBoundingClientRect();
  const last = [...input().querySelectorAll('[data-citation]')].at(-1)!.getBoundingClientRect();
  const position = { x: box.width - 20, y: (last.top + last.bottom) / 2 - box.top };
  await userEvent.click(input(), { position });
}

test.each<[string, () => Promise<void>, Statement['kind'], string, string]>([
  ['End', () => userEvent.keyboard('{End}'), 'paragraph', PAIR, ''],
  [
    'Control and End',
    () => userEvent.keyboard('{Control>}{End}{/Control}'),
    'table',
    `First\n${PAIR}`,
    '',
  ],
  ['the right arrow', () => userEvent.keyboard('{ArrowRight>6/}'), 'paragraph', PAIR, ''],
  ['a click', clickBehind, 'paragraph', PAIR, ''],
  ['End in a line', () => userEvent.keyboard('{End}'), 'table', PAIR, '\nTwo'],
  ['a click in a line', clickBehind, 'table', PAIR, '\nTwo'],
  [
    'the right arrow between two',
    () => userEvent.keyboard('{ArrowRight>5/}'),
    'paragraph',
    `One ${citationToken(A)}`,
    citationToken(B),
  ],
])('%s puts the caret behind a citation', async (_way, go, kind, before, after) => {
  start(before + after, kind);
  await userEvent.keyboard('{Control>}{Home}{/Control}');
  await go();
  await userEvent.keyboard('X');
  await vi.waitFor(() => expect(text).toBe(`${before}X${after}`));
  await userEvent.keyboard('{Backspace}{Backspace}');
  const without = before.replace(/\[\[[^[]*$/u, '');
  await vi.waitFor(() => expect(text).toBe(without + after));
});

test('the arrows go over citations one by one, and select them with Shift', async () => {
  start(`${PAIR} two`);
  await userEvent.keyboard('{Home}{ArrowRight>5/}{Shift>}{ArrowRight}{/Shift}{Delete}');
  await vi.waitFor(() => expect(text).toBe(`One ${citationToken(A)} two`));
  await userEvent.keyboard('{ArrowLeft}X');
  await vi.waitFor(() => expect(text).toBe(`One X${citationToken(A)} two`));
});

test('its citations are listed, and removed by a button', async () => {
  start(`One ${citationToken(A)} ${citationToken(B)}`);
  await userEvent.click(byLabel('Remove citation B'));
  expect(onRemove).toHaveBeenCalledWith(B);
  await expectAccessible();
  // Writing goes on in the text, because the button disappears with the citation.
  expect(document.activeElement).toBe(input());
  await userEvent.keyboard('{Escape}');
  expect(onDone).toHaveBeenCalledOnce();
});

test.each([
  ['before another sentence', 'Lost jobs', ` ${citationToken(A)}`, '. Paid again'],
  ['before another citation', 'Lost jobs ', citationToken(A), ` ${citationToken(B)}. Paid`],
])('the caret is where a citation %s was removed', async (_, before, removed, after) => {
  start(before + removed + after);
  onRemove.mockImplementationOnce(() => remote(before + after));
  byLabel('Remove citation A').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(text).toBe(before + after));
  await userEvent.keyboard('X');
  await vi.waitFor(() => expect(text).toBe(`${before}X${after}`));
});

test('shows the words of a citation that is a link on words', async () => {
  start(`So says ${citationToken(LINKED)} today`);
  expect(seen(input())).toBe('So says the BoardA today');
  await userEvent.keyboard('.');
  expect(text).toBe(`So says ${citationToken(LINKED)} today.`);
  await expectAccessible();
  // Backspace deletes the citation together with its words.
  await userEvent.keyboard(`{Home}${'{ArrowRight}'.repeat(9)}{Backspace}`);
  expect(text).toBe('So says  today.');
});

test.each([
  ['inserted before', 'abc', 'xxabc', 1, 3],
  ['inserted at the caret', 'abc', 'abXc', 2, 3],
  ['inserted behind', 'abc', 'abcX', 1, 1],
  ['removed before', 'abcdef', 'def', 4, 1],
  ['removed around', 'abcdef', 'af', 3, 1],
  ['nothing changed', 'abc', 'abc', 3, 3],
])('an offset follows its words: %s', (_name, before, after, offset, expected) => {
  expect(followOffset(before, after, offset)).toBe(expected);
});

test('the button that cites gives the focus to the text first, so that writing goes on there', async () => {
  start('The level rose');
  await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}{ArrowRight}');
  await userEvent.click(byText('Cite clips…', 'button'));
  expect(onCite).toHaveBeenCalledExactlyOnceWith(3);
  // The dialog returns the focus to where it was.
  expect(document.activeElement).toBe(input());
  await userEvent.keyboard('!');
  expect(text).toBe('The! level rose');
});

test.each([
  ['to the start, as Firefox does after a dialog', () => getSelection()?.collapse(input(), 0)],
  ['away', () => getSelection()?.removeAllRanges()],
])(
  'the caret is where it was when the focus comes back, also if the browser moves it %s',
  async (_where, move) => {
    start('abc def');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    byText('Done').focus();
    move();
    input().focus();
    await userEvent.keyboard('X');
    expect(text).toBe('abc Xdef');
  },
);
