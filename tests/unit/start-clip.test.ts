import { beforeEach, expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { draftOf } from './draft-fixture';

type Saved = Result<SavedClip, Failure>;

/** The library's answer to a request for a clip. */
let known: Result<null, Failure> = ok(null);
/** The acts that the background did not finish before it was stopped. */
let interrupted: readonly { tabId: number; id: string; clipIds: readonly string[] }[] = [];
const { askForDrafts, showBadge, openPopup, saveSelectedText, readSelection, saveDraft } =
  vi.hoisted(() => ({
    readSelection: vi.fn<() => Promise<{ some: boolean; frameId: number; pdf: boolean } | null>>(),
    openPopup: vi.fn<(tabId: number) => Promise<void>>(),
    askForDrafts: vi.fn<typeof import('@/utils/platform/clipper').askForDrafts>(),
    saveDraft: vi.fn<(draft: ClipDraft) => Promise<Saved>>(),
    showBadge: vi.fn<(tabId: number, kind: string, title: string) => Promise<void>>(),
    saveSelectedText: vi.fn<() => Promise<Saved>>(),
  }));
vi.mock('#i18n', () => ({
  i18n: {
    t: (name: string, ...words: readonly unknown[]) => [name, ...words.flat()].join(' '),
  },
}));
vi.mock('@/utils/platform/badge', () => ({ openPopup, showBadge }));
vi.mock('@/utils/platform/clipper', () => ({ askForDrafts }));
vi.mock('@/utils/platform/selection', () => ({ PAGE_LIMIT: 60_000, readSelection }));
vi.mock('@/utils/platform/tabs', () => ({ injectClipper: async () => ok(undefined) }));
vi.mock('@/utils/platform/private-words', () => ({ holdPrivateWords: async () => undefined }));
vi.mock('@/utils/platform/clip-acts', () => ({
  beginClipAct: async (act: object) => ({
    ...act,
    id: 'an act',
    startedAt: 0,
    clipIds: [],
    waiting: [],
  }),
  changeClipAct: async (id: string, change: object) => ({
    ...{ id, tabId: 7, frameId: 0, startedAt: 0, clipIds: [], waiting: [] },
    ...change,
  }),
  interruptedActs: async () => interrupted,
}));
vi.mock('@/entrypoints/background/ask-in-private', () => ({ mayKeep: async () => true }));
vi.mock('@/entrypoints/background/clip-image', () => ({ attachmentsOfDraft: async () => [] }));
vi.mock('@/entrypoints/background/describe-page', () => ({
  describePage: async (draft: ClipDraft) => ({ draft, isOfPost: false }),
}));
vi.mock('@/entrypoints/background/save-clip', () => ({
  saveDraft,
  saveSelectedText,
  findSavedClip: async () => (known.ok ? saved() : known),
  findStored: async () => (known.ok ? saved() : known),
}));

const { startClip, tellOfInterrupted } = await import('@/entrypoints/background/start-clip');

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
  interrupted = [];
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
/** The page sends a draft for each outcome. Returns the results that it received. */
function handsIn(passages: number, arrived: readonly Saved[]) {
  const told: (readonly Saved[])[] = [];
  const url = 'https://lakes.example/';
  for (const outcome of arrived) saveDraft.mockResolvedValueOnce(outcome);
  askForDrafts.mockResolvedValue(
    ok({
      sender: { id: '', url, tabId: 7, frameId: 0, tabUrl: url, incognito: false },
      drafts: arrived.map(() => ok(draftOf('The level fell.', { url }))),
      passages,
      tell: (outcomes) => void told.push(outcomes),
    }),
  );
  return () => told[0];
}

interface Act {
  readonly passages: number;
  /** The outcome for each draft that arrives. */
  readonly arrived: readonly Saved[];
  /** Null if nothing was kept. */
  readonly kept: number | null;
  readonly problem: FailureCode | null;
  readonly badge: string;
  readonly wordsAlone?: true;
}

test.each<[string, Act]>([
  ['one passage', { passages: 1, arrived: [saved()], kept: 1, problem: null, badge: ONE }],
  [
    'two passages',
    { passages: 2, arrived: [saved(), saved()], kept: 2, problem: null, badge: TWO },
  ],
  [
    'one of two there before',
    {
      passages: 2,
      arrived: [old(), saved()],
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
      kept: 2,
      problem: 'page_navigated',
      badge: 'saved_part 2 2 3 Lakes inbox\nfailure_page_navigated',
    },
  ],
  [
    'the second of four refused, and then the page left',
    {
      passages: 4,
      arrived: [saved(), refused('quota_exceeded'), saved()],
      kept: 2,
      problem: 'quota_exceeded',
      badge: 'saved_part 2 2 4 Lakes inbox\nfailure_quota_exceeded',
    },
  ],
  [
    'nothing kept, but the words alone',
    {
      passages: 1,
      arrived: [refused('bad_message')],
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
      kept: null,
      problem: 'quota_exceeded',
      badge: 'failure_quota_exceeded',
    },
  ],
])('%s: shown by badge and answer', async (_name, act) => {
  const { passages, arrived, kept, problem, badge, wordsAlone = false } = act;
  const told = handsIn(passages, arrived);
  const result = await startWithWords();
  expect(told()).toEqual(arrived);
  const kind = problem === null ? 'saved' : problem === 'private_window' ? 'asked' : 'failed';
  expect(showBadge.mock.calls).toEqual([[7, kind, badge]]);
  expect(result.ok ? result.value.saved.length : null).toBe(kept);
  expect(result.ok ? (result.value.problem?.code ?? null) : result.error.code).toBe(problem);
  if (result.ok) expect(result.value.passages).toBe(passages);
  expect(saveSelectedText).toHaveBeenCalledTimes(wordsAlone ? 1 : 0);
});

test('an image that the page no longer has is kept by its address', async () => {
  askForDrafts.mockResolvedValue(err(failure('no_selection')));
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
  const wish = { origin: 'context-menu', clipPage: false, image };
  expect(askForDrafts.mock.calls).toEqual([
    [expect.objectContaining({ tabId: 7, frameId: 0 }), { wish }, 20],
  ]);
  expect(saveSelectedText.mock.calls).toEqual([[{ ...page, text: '', image }, null]]);
});

test.each([
  ['another frame has', { some: true, frameId: 3, pdf: false }, 3],
  ['no frame has', null, 0],
])(
  'the key of the main frame looks for the selection that %s, and one frame tells the result',
  async (_name, selection, frameId) => {
    askForDrafts.mockResolvedValue(err(failure('no_selection')));
    readSelection.mockResolvedValue(selection);
    await startClip({
      ...{ tabId: 7, frameId: 0, origin: 'shortcut', clipPage: false },
      ...{ selected: null, place: null },
    });
    const wish = { origin: 'shortcut', clipPage: false };
    expect(askForDrafts.mock.calls.map(([act, asked]) => [act.frameId, asked])).toEqual([
      [0, { wish: { ...wish, orElsewhere: true } }],
      [frameId, { wish }],
    ]);
  },
);

test.each<[string, Result<null, Failure>, boolean]>([
  ['is told as the act before was', ok(null), true],
  ['is no success where the library has nothing of it', err(failure('not_found')), false],
])('the same act again, for the note, %s', async (_name, library, isKept) => {
  known = library;
  saveSelectedText.mockImplementation(async () => refused('not_found'));
  askForDrafts.mockResolvedValue(ok({ known: [clip(), clip()] }));
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
  [
    'not over what came after the page, if its words were kept',
    null,
    'context-menu',
    false,
    'page_navigated',
  ],
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
  ['over what came after the page, if nothing was kept', null, 'shortcut', true, 'page_navigated'],
])('whether the popup opens automatically: %s', async (_name, shown, origin, opens, refusal) => {
  readSelection.mockResolvedValue(shown);
  askForDrafts.mockResolvedValue(err(failure(refusal)));
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
  askForDrafts.mockResolvedValue(ok({ known: value as never }));
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
  askForDrafts.mockResolvedValue(ok({ known: [{ ...clip(), reportTitle: 'Send money' }] }));
  const result = await startWithWords();
  expect(result).toMatchObject({ ok: true, value: { saved: [{ reportTitle: 'Lakes' }] } });
  expect(showBadge.mock.calls).toEqual([[7, 'saved', ONE]]);
});

test.each<[string, readonly string[], Result<null, Failure>, string, string]>([
  ['no draft had arrived', [], ok(null), 'failed', 'failure_clip_interrupted'],
  ['the clips were stored', ['a', 'b'], ok(null), 'saved', TWO],
  [
    'the clip was not stored',
    ['a'],
    err(failure('clip_interrupted')),
    'failed',
    'failure_clip_interrupted',
  ],
])(
  'the toolbar button tells of an act that was interrupted: %s',
  async (_name, clipIds, library, kind, words) => {
    known = library;
    interrupted = [{ tabId: 7, id: 'an act', clipIds }];
    await tellOfInterrupted();
    expect(showBadge.mock.calls).toEqual([[7, kind, words]]);
  },
);
