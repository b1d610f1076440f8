import '../components/catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { showSaved } from '@/entrypoints/clipper/show-toast';
import { closeToast, focusToastNote } from '@/entrypoints/clipper/toast-host';
import { NoteCard } from '@/entrypoints/highlighter/note-card';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { newId } from '@/utils/model/ids';
import { draftOf } from '../../unit/draft-fixture';

/*
 * Attacks of a page on the user interface that Pincite shows in the page. The attacks use only
 * what a page can use. The tests look into the closed root only to find positions.
 */

const REPORT = 'Zanzibar dossier';
const SECTION = 'Quorum losses';
const OTHER = 'Xylophone fund';
const NOTE = 'Juxtaposed Kiribati';
const TAG = 'vexing';

let root: ShadowRoot | null = null;
let sent: { call: string; payload: Record<string, unknown> }[] = [];
let card: NoteCard | null = null;

beforeEach(() => {
  sent = [];
  const attachShadow = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe('closed');
    root = attachShadow.call(this, init);
    return root;
  });
  const { runtime } = (globalThis as unknown as { browser: { runtime: object } }).browser;
  const sendMessage = async ({ call, payload }: Envelope) => {
    if (call === 'clip.sections') {
      return { ok: true, value: { sections: [{ id: newId<'section'>(), title: OTHER }] } };
    }
    sent.push({ call, payload: payload as Record<string, unknown> });
    return { ok: true, value: {} };
  };
  Object.assign(runtime, { sendMessage });
});

afterEach(() => {
  closeToast();
  card?.remove();
  card = null;
  document.querySelector('#attack')?.remove();
  document.fonts.clear();
  getSelection()?.removeAllRanges();
  vi.restoreAllMocks();
});

const savedClip = (change: Partial<SavedClip> = {}): SavedClip => ({
  clipId: newId<'clip'>(),
  reportId: newId<'report'>(),
  reportTitle: REPORT,
  sectionId: newId<'section'>(),
  sectionTitle: SECTION,
  capturedAt: '2026-05-02T10:00:00Z',
  duplicate: false,
  ...change,
});

async function openSavedToast(change: Partial<SavedClip> = {}): Promise<void> {
  const saved = savedClip(change);
  const draft = draftOf('The lock is shut.', { url: location.href });
  const onKeepBoth = () => sent.push({ call: 'keep both', payload: {} });
  showSaved({ drafts: [draft], saved: [saved], passages: 1, problem: null }, onKeepBoth);
  if (!saved.duplicate)
    await vi.waitFor(() => expect(root?.querySelector('select')).not.toBeNull());
}

async function openFields(): Promise<void> {
  await openSavedToast();
  expect(focusToastNote()).toBe(true);
}

async function moveToOther(): Promise<void> {
  await openFields();
  await userEvent.keyboard('{Tab}');
  const select = root?.querySelector('select');
  if (select == null) throw new Error('There is no choice of sections.');
  select.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await vi.waitFor(() => expect(sent.at(-1)?.call).toBe('clip.move'));
  await vi.waitFor(() => expect(drawn()).toContain(`Moved to “${OTHER}”`));
}

function openCard(): void {
  card = new NoteCard();
  const box = new DOMRect(40, 40, 80, 20);
  const clipId = newId<'clip'>();
  const place = `${REPORT} · ${SECTION}`;
  card.show([{ clipId, note: NOTE, tags: [TAG], place, panel: 'Show in panel' }], box);
}

/** The library texts that the style sheets draw. */
const drawn = () =>
  [...(root?.querySelectorAll('[data-drawn], option[label]') ?? [])]
    .map((element) => element.getAttribute('data-drawn') ?? element.getAttribute('label') ?? '')
    .join(' ');

const PIECES = [
  ['the report and the section of a clip', () => openSavedToast(), [REPORT, SECTION]],
  ['the sections to choose from', openFields, [OTHER]],
  ['where a clip was moved to', moveToOther, [OTHER]],
  [
    'where a passage was clipped before',
    () => openSavedToast({ duplicate: true }),
    [REPORT, SECTION],
  ],
  ['a note, its tags and its place', async () => openCard(), [NOTE, TAG, REPORT, SECTION]],
] as const satisfies readonly (readonly [string, () => Promise<void>, readonly string[]])[];

describe.each(PIECES)('%s', (_name, open, words) => {
  test('are visible to the user', async () => {
    await open();
    for (const each of words) expect(drawn()).toContain(each);
  });

  test('are read by a screen reader', async () => {
    await open();
    const session = cdp() as unknown as {
      send(call: string, of?: object): Promise<Record<string, unknown>>;
    };
    const { frameTree } = (await session.send('Page.getFrameTree')) as { frameTree: FrameTree };
    const names: string[] = [];
    for (const frameId of framesOf(frameTree)) {
      const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId });
      for (const { name, ignored } of nodes as AxNode[]) {
        if (!ignored) names.push(String(name?.value ?? ''));
      }
    }
    for (const each of words) expect(names.join('\n')).toContain(each);
  });

  test('are not found by window.find', async () => {
    await open();
    const find = (what: string) => {
      getSelection()?.removeAllRanges();
      return (window as unknown as { find(...of: unknown[]): boolean }).find(
        what,
        false,
        false,
        true,
      );
    };
    for (const each of words) {
      for (const part of [each, each.slice(0, 3), each.slice(-4)]) {
        expect.soft(find(part), part).toBe(false);
      }
    }
  });

  test('are not selected by a double click or by a select-all command', async () => {
    await open();
    for (const place of placesOf(words)) {
      await userEvent.dblClick(document.documentElement, { force: true, position: place });
      const { x, y } = place;
      const caret = document.caretPositionFromPoint(x, y);
      for (const read of [getSelection()?.toString() ?? '', caret?.offsetNode.textContent ?? '']) {
        for (const each of words.flatMap((some) => some.split(' '))) {
          expect.soft(read).not.toContain(each);
        }
      }
    }
    document.execCommand('selectAll');
    for (const each of words) expect(getSelection()?.toString()).not.toContain(each);
  });

  test('are not drawn in a font of the page', async () => {
    const faces = FAMILIES.flatMap((family) =>
      [...new Set(words.join(''))].map((letter) => {
        const code = letter.codePointAt(0)?.toString(16) ?? '';
        const face = new FontFace(family, `url(/no-such-font-${code})`, {
          unicodeRange: `U+${code}`,
        });
        document.fonts.add(face);
        return face;
      }),
    );
    await open();
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    expect(faces.flatMap(({ status, family }) => (status === 'unloaded' ? [] : family))).toEqual(
      [],
    );
  });
});

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}
interface AxNode {
  readonly name?: { readonly value?: unknown };
  readonly ignored: boolean;
}

function framesOf({ frame, childFrames = [] }: FrameTree): string[] {
  return [frame.id, ...childFrames.flatMap(framesOf)];
}

/** The font families in Pincite's style sheets, and the fallback families of browsers. */
const FAMILIES = [
  ...['system-ui', '-apple-system', 'BlinkMacSystemFont', 'Segoe UI', 'Roboto', 'Noto Sans'],
  ...['sans-serif', 'ui-sans-serif', 'serif', '-webkit-standard', 'Times New Roman', 'Arial'],
  ...['DejaVu Sans', 'Liberation Sans'],
];

/** Returns a grid of points over the elements that show these words. */
function placesOf(words: readonly string[]): { x: number; y: number }[] {
  const holds = (element: Element) =>
    words.some((each) =>
      `${element.getAttribute('data-drawn') ?? ''} ${[...element.childNodes]
        .map((node) => (node instanceof Text ? node.data : ''))
        .join(' ')}`.includes(each),
    );
  const boxes = [...(root?.querySelectorAll('*:not(style, option)') ?? [])]
    .filter(holds)
    .map((element) => element.getBoundingClientRect());
  return boxes.flatMap(({ left, top, width, height }) =>
    [0.1, 0.35, 0.6].map((part) => ({ x: left + width * part, y: top + Math.min(height / 2, 9) })),
  );
}

describe('text that the user types into the toast', () => {
  const field = () => root?.querySelector('input') ?? null;
  const exec = (command: string, value?: string) => document.execCommand(command, false, value);

  beforeEach(async () => {
    await openSavedToast();
    expect(focusToastNote()).toBe(true);
  });

  test('is saved', async () => {
    await userEvent.keyboard('mine{Enter}');
    await vi.waitFor(() =>
      expect(sent).toMatchObject([{ call: 'clip.note', payload: { note: 'mine' } }]),
    );
  });

  test.each([
    ['alone', () => exec('insertText', 'EVIL')],
    ['as HTML', () => exec('insertHTML', 'EVIL')],
    [
      'in place of what stands there',
      () => {
        exec('selectAll');
        exec('insertText', 'EVIL');
      },
    ],
  ])('cannot be written by the page with execCommand, %s', async (_name, write) => {
    await userEvent.keyboard('mine');
    write();
    expect(field()?.value).toBe('mine');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(sent.map(({ payload }) => payload['note'])).toEqual(['mine']));
  });

  test.each(['keydown', 'beforeinput', 'input', 'keyup'])(
    'cannot be extended by a page that handles the user’s %s event',
    async (type) => {
      const listening = new AbortController();
      addEventListener(type, () => void exec('insertText', 'EVIL'), {
        capture: true,
        signal: listening.signal,
      });
      await userEvent.keyboard('ab');
      listening.abort();
      expect(field()?.value).not.toContain('EVIL');
      await userEvent.keyboard('{Enter}{Tab}');
      for (const { payload } of sent) expect(payload['note']).not.toContain('EVIL');
    },
  );

  test('cannot be undone or deleted by the page', async () => {
    await userEvent.keyboard('mine');
    for (const command of ['undo', 'delete', 'forwardDelete']) {
      exec('selectAll');
      exec(command);
      expect(field()?.value).toBe('mine');
    }
  });

  test('is not sent by a key event from a script', () => {
    const host = document.querySelector('pincite-toast');
    exec('insertText', 'EVIL');
    host?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
    );
    closeToast();
    expect(sent).toEqual([]);
  });
});

describe('a button of the toast', () => {
  const undo = () => root?.querySelector<HTMLElement>('.undo') ?? null;
  const clear = () => root?.querySelector('.toast')?.hasAttribute('data-clear') ?? false;
  const untilClear = () => vi.waitFor(() => expect(clear()).toBe(true));
  const sentCalls = () => sent.map(({ call }) => call);
  /** Presses Undo until it works: a busy browser may not have checked visibility just before. */
  const undone = () =>
    vi.waitFor(async () => {
      await untilClear();
      if (sent.length === 0) await clickAt(undo());
      expect(sentCalls()).toEqual(['clip.undo']);
    });
  /** Clicks at the position of the element in the window, even if something covers it. */
  const clickAt = (element: Element | null) => {
    const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    const position = { x: left + width / 2, y: top + height / 2 };
    return userEvent.click(document.documentElement, { force: true, position });
  };
  const attack = (css: string, popover = false) => {
    const cover = document.createElement('div');
    cover.id = 'attack';
    cover.style.cssText = `position: fixed; inset: 0; margin: 0; border: 0; ${css}`;
    document.body.append(cover);
    if (popover) {
      cover.popover = 'manual';
      cover.showPopover();
    }
    return cover;
  };
  beforeEach(() => openSavedToast());

  test('works after the toast was visible without a cover', async () => {
    await undone();
  });

  test('ignores a press on a toast that has just appeared', async () => {
    expect(clear()).toBe(false);
    undo()?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    undo()?.click();
    expect(sent).toEqual([]);
  });

  test.each([
    [
      'a cover that lets the pointer through',
      'width: auto; height: auto; background: #fff; pointer-events: none',
    ],
    [
      'a cover that is all but transparent',
      'width: auto; height: auto; background: #fff; opacity: 0.01; pointer-events: none',
    ],
    [
      'a cover with a hole at the button',
      'width: auto; height: auto; background: #fff; clip-path: polygon(0 0, 100% 0, 100% 100%, 0 100%); pointer-events: none',
    ],
  ])('ignores a press through %s', async (_name, css) => {
    await untilClear();
    attack(css, true);
    await vi.waitFor(() => expect(clear()).toBe(false));
    await clickAt(undo());
    await vi.waitFor(() => expect(root?.textContent).toContain('Your click was ignored'));
    expect(sent).toEqual([]);
    expect(root?.activeElement ?? null).toBeNull();
    document.querySelector('#attack')?.remove();
    await undone();
  });

  test.each([
    ['zoomed to almost nothing', 'zoom: 0.06'],
    ['zoomed to less than a button', 'zoom: 0.4'],
  ])('ignores a press on a page %s', async (_name, css) => {
    await untilClear();
    document.documentElement.style.cssText = css;
    try {
      await clickAt(undo());
      await vi.waitFor(() => expect(root?.textContent).toContain('Your click was ignored'));
      expect(sent).toEqual([]);
    } finally {
      document.documentElement.style.cssText = '';
    }
  });

  test('ignores a press while a busy page delays the visibility check', async () => {
    await untilClear();
    attack('width: auto; height: auto; background: #fff; pointer-events: none', true);
    // The press comes while the thread is busy, and is handled before the next visibility check.
    const clicked = clickAt(undo());
    const until = performance.now() + 1_500;
    while (performance.now() < until);
    await clicked;
    await vi.waitFor(() => expect(root?.textContent).toContain('Your click was ignored'));
    expect(sent).toEqual([]);
  });

  test('works by key under a cover, because only keys move the focus to the button', async () => {
    attack('width: auto; height: auto; background: #fff; pointer-events: none', true);
    undo()?.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(sentCalls()).toEqual(['clip.undo']));
  });
});

test('the size of the toast tells the page nothing about its content', async () => {
  const sizes = [];
  for (const reportTitle of [
    'A',
    'A long name of a report that needs more than a line '.repeat(9),
  ]) {
    await openSavedToast({ reportTitle });
    const { width, height } = document.querySelector('pincite-toast')!.getBoundingClientRect();
    sizes.push([width, height]);
    closeToast();
  }
  expect(sizes[0]).toEqual(sizes[1]);
});
