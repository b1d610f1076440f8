import { beforeEach, expect, test, vi } from 'vitest';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { TabReplies } from '@/utils/messaging/protocol/tab-calls';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';

type Saved = Result<SavedClip, Failure>;

/** The library's answer to a request for a clip. */
let known: Result<null, Failure> = ok(null);
const { askClipper, showBadge, openPopup, saveSelectedText, readSelection } = vi.hoisted(() => ({
  readSelection: vi.fn<() => Promise<{ some: boolean; frameId: number; pdf: boolean } | null>>(),
  openPopup: vi.fn<(tabId: number) => Promise<void>>(),
  askClipper: vi.fn<() => Promise<Result<TabReplies['clip'], Failure>>>(),
  showBadge: vi.fn<(tabId: number, kind: string, title: string) => Promise<void>>(),
  saveSelectedText: vi.fn<() => Promise<Saved>>(),
}));
vi.mock('#i18n', () => ({
  i18n: {
    t: (name: string, ...words: readonly unknown[]) => [name, ...words.flat()].join(' '),
  },
}));
vi.mock('@/utils/platform/badge', () => ({ openPopup, showBadge }));
vi.mock('@/utils/platform/tabs', () => ({
  askClipper,
  injectClipper: async () => ok(undefined),
  readSelection,
}));
vi.mock('@/utils/platform/private-words', () => ({ holdPrivateWords: async () => undefined }));
vi.mock('@/utils/platform/clip-acts', () => ({
  beginClipAct: async () => 'the act',
  endClipAct: async () => undefined,
}));
vi.mock('@/entrypoints/background/ask-in-private', () => ({ mayKeep: async () => true }));
vi.mock('@/entrypoints/background/save-clip', () => ({
  saveSelectedText,
  findSavedClip: async () => (known.ok ? saved() : known),
}));

const { startClip, trackSave } = await import('@/entrypoints/background/start-clip');

const clip = (duplicate = false): SavedClip => ({
  clipId: newId<'clip'>(),
  reportId: newId<'report'>(),
  reportTitle: 'Lakes',
  sectionId: null,
  sectionTitle: null,
  capturedAt: '2026-05-02T10:00:00Z',
  duplicate,
});
const saved = (): Saved => ok(clip());
const old = (): Saved => ok(clip(true));
const refused = (code: FailureCode): Saved => err(failure(code));

beforeEach(() => {
  vi.resetAllMocks();
  known = ok(null);
  saveSelectedText.mockImplementation(async () => saved());
  readSelection.mockResolvedValue(null);
});

const startWithWords = () =>
  startClip({
    tabId: 7,
    frameId: 0,
    origin: 'context-menu',
    clipPage: false,
    selected: {
      url: 'https://lakes.example/',
      title: 'Lakes',
      text: 'The level fell.',
      incognito: false,
    },
    place: null,
  });

const ONE = 'saved_to_section Lakes inbox';
const TWO = 'toast_saved_several 2 Lakes inbox';
const ALL = 'all';

interface Act {
  readonly passages: number;
  readonly arrived: readonly Saved[];
  /** The clipper's answer: `all` for everything that arrived, or a failure. */
  readonly clipper: typeof ALL | FailureCode;
  /** Null if nothing was kept. */
  readonly kept: number | null;
  readonly problem: FailureCode | null;
  readonly badge: string;
  readonly wordsAlone?: true;
}

test.each<[string, Act]>([
  [
    'one passage',
    { passages: 1, arrived: [saved()], clipper: ALL, kept: 1, problem: null, badge: ONE },
  ],
  [
    'two passages',
    { passages: 2, arrived: [saved(), saved()], clipper: ALL, kept: 2, problem: null, badge: TWO },
  ],
  [
    'one of two there before',
    {
      passages: 2,
      arrived: [old(), saved()],
      clipper: ALL,
      kept: 2,
      problem: null,
      badge: 'saved_part 1 1 2 Lakes inbox\nsaved_again 1',
    },
  ],
  [
    'one of two refused',
    {
      passages: 2,
      arrived: [saved(), refused('bad_message')],
      clipper: 'bad_message',
      kept: 1,
      problem: 'bad_message',
      badge: 'saved_part 1 1 2 Lakes inbox\nfailure_bad_message',
    },
  ],
  [
    'one of two refused at the door, where it is not heard of',
    {
      passages: 2,
      arrived: [saved()],
      clipper: 'bad_message',
      kept: 1,
      problem: 'bad_message',
      badge: 'saved_part 1 1 2 Lakes inbox\nfailure_bad_message',
    },
  ],
  [
    'the page left after two of three',
    {
      passages: 3,
      arrived: [saved(), saved()],
      clipper: 'page_navigated',
      kept: 2,
      problem: 'page_navigated',
      badge: 'saved_part 2 2 3 Lakes inbox\nfailure_page_navigated',
    },
  ],
  [
    'the second of three refused, and then the page left',
    {
      passages: 3,
      arrived: [saved(), refused('quota_exceeded'), saved()],
      clipper: 'page_navigated',
      kept: 2,
      problem: 'quota_exceeded',
      badge: 'saved_part 2 2 3 Lakes inbox\nfailure_quota_exceeded',
    },
  ],
  [
    'all kept, and then the page left',
    {
      passages: 2,
      arrived: [saved(), saved()],
      clipper: 'page_navigated',
      kept: 2,
      problem: null,
      badge: TWO,
    },
  ],
  [
    'nothing kept, but the words alone',
    {
      passages: 1,
      arrived: [refused('bad_message')],
      clipper: 'bad_message',
      kept: 1,
      problem: null,
      badge: ONE,
      wordsAlone: true,
    },
  ],
  [
    'nothing kept before the user has answered',
    {
      passages: 1,
      arrived: [refused('private_window')],
      clipper: 'private_window',
      kept: null,
      problem: 'private_window',
      badge: 'failure_private_window',
    },
  ],
  [
    'nothing kept for want of room',
    {
      passages: 1,
      arrived: [refused('quota_exceeded')],
      clipper: 'page_navigated',
      kept: null,
      problem: 'quota_exceeded',
      badge: 'failure_quota_exceeded',
    },
  ],
])('%s: shown by badge and answer', async (_name, act) => {
  const { passages, arrived, clipper, kept, problem, badge, wordsAlone = false } = act;
  askClipper.mockImplementation(async () => {
    for (const answer of arrived) void trackSave(7, passages, Promise.resolve(answer));
    const [first, ...more] = arrived.flatMap((answer) => (answer.ok ? [answer.value] : []));
    return clipper === ALL && first !== undefined
      ? ok([first, ...more])
      : err(failure(clipper === ALL ? 'unexpected' : clipper));
  });
  const result = await startWithWords();
  const kind = problem === null ? 'saved' : problem === 'private_window' ? 'asked' : 'failed';
  expect(showBadge.mock.calls).toEqual([[7, kind, badge]]);
  expect(result.ok ? result.value.saved.length : null).toBe(kept);
  expect(result.ok ? (result.value.problem?.code ?? null) : result.error.code).toBe(problem);
  if (result.ok) expect(result.value.passages).toBe(passages);
  expect(saveSelectedText).toHaveBeenCalledTimes(wordsAlone ? 1 : 0);
});

test('an image that the page no longer has is kept by its address', async () => {
  askClipper.mockImplementation(async () => err(failure('no_selection')));
  const image = 'https://lakes.example/level.png';
  const page = { url: 'https://lakes.example/', title: 'Lakes', incognito: false };
  const result = await startClip({
    tabId: 7,
    frameId: 0,
    origin: 'context-menu',
    clipPage: false,
    image,
    selected: { ...page, text: '', image },
    place: null,
  });
  expect(result.ok).toBe(true);
  const asked = { act: 'the act', origin: 'context-menu', clipPage: false, image };
  expect(askClipper.mock.calls).toEqual([[7, 0, 'clip', asked]]);
  expect(saveSelectedText.mock.calls).toEqual([[{ ...page, text: '', image }, null]]);
});

test.each<[string, Result<null, Failure>, boolean]>([
  ['is told as the act before was', ok(null), true],
  ['is no success where the library has nothing of it', err(failure('not_found')), false],
])('the same act again, for the note, %s', async (_name, library, isKept) => {
  known = library;
  saveSelectedText.mockImplementation(async () => refused('not_found'));
  askClipper.mockImplementation(async () => ok([clip(), clip()]));
  const result = await startWithWords();
  expect(result.ok).toBe(isKept);
  expect(showBadge.mock.calls).toEqual([
    isKept ? [7, 'saved', TWO] : [7, 'failed', 'failure_not_found'],
  ]);
});

const page = { some: true, frameId: 0, pdf: false };

test.each<[string, typeof page | null, 'context-menu' | 'shortcut', boolean, FailureCode]>([
  ['not over a page, whose toast says it', page, 'context-menu', false, 'no_selection'],
  ['not for a frame that no script may enter', page, 'context-menu', false, 'restricted_page'],
  ['not over what came after the page', null, 'context-menu', false, 'page_navigated'],
  ['not over a page that was left right then', null, 'context-menu', false, 'no_selection'],
  [
    'over the viewer of PDFs, whose document a script may enter',
    { ...page, pdf: true },
    'context-menu',
    true,
    'pdf_viewer',
  ],
  ['over a viewer of PDFs that no script may enter', null, 'context-menu', true, 'pdf_viewer'],
  ['over what no script may enter', null, 'context-menu', true, 'restricted_page'],
  ['not after the key, which clips nothing there', null, 'shortcut', false, 'restricted_page'],
])('whether the popup opens automatically: %s', async (_name, shown, origin, opens, refusal) => {
  readSelection.mockResolvedValue(shown);
  askClipper.mockImplementation(async () => err(failure(refusal)));
  const opened: number[] = [];
  // The popup reads the message after the button shows the result.
  openPopup.mockImplementation(async (tabId) => {
    opened.push(tabId, showBadge.mock.calls.length);
  });
  const words = {
    url: 'https://lakes.example/',
    title: 'Lakes',
    text: 'It fell.',
    incognito: false,
  };
  const act = { tabId: 7, frameId: 0, clipPage: false, place: null } as const;
  await startClip({ ...act, origin, selected: origin === 'shortcut' ? null : words });
  expect(opened).toEqual(opens ? [7, 1] : []);
});

test.each<[string, unknown]>([
  ['no list', { clipId: newId<'clip'>() }],
  ['words for names', [{ clipId: '<b>', duplicate: false }]],
  ['more than an act clips', Array.from({ length: 21 }, () => clip())],
])('rejects a forged answer of a page in place of the clipper: %s', async (_name, value) => {
  saveSelectedText.mockImplementation(async () => refused('not_found'));
  askClipper.mockImplementation(async () => ok(value) as never);
  const result = await startClip({
    tabId: 7,
    frameId: 0,
    origin: 'shortcut',
    clipPage: false,
    selected: null,
    place: null,
  });
  expect(result).toMatchObject({ ok: false, error: { code: 'bad_message' } });
});

test('does not show clip titles that a page forged', async () => {
  askClipper.mockImplementation(async () => ok([{ ...clip(), reportTitle: 'Send money' }]));
  const result = await startWithWords();
  expect(result).toMatchObject({ ok: true, value: { saved: [{ reportTitle: 'Lakes' }] } });
  expect(showBadge.mock.calls).toEqual([[7, 'saved', ONE]]);
});
