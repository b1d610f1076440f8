import { beforeEach, expect, test, vi } from 'vitest';
import type { SavedClip } from '@/utils/messaging/protocol';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';

type Saved = Result<SavedClip, Failure>;

const { askClipper, showBadge, saveSelectedText } = vi.hoisted(() => ({
  askClipper: vi.fn<() => Promise<Saved>>(),
  showBadge: vi.fn<(tabId: number, kind: string, title: string) => Promise<void>>(),
  saveSelectedText: vi.fn<() => Promise<Saved>>(),
}));
vi.mock('#i18n', () => ({
  i18n: { t: (name: string, words: readonly unknown[] = []) => [name, ...words].join(' ') },
}));
vi.mock('@/utils/platform/badge', () => ({ showBadge }));
vi.mock('@/utils/platform/tabs', () => ({
  askClipper,
  injectClipper: async () => ok(undefined),
  readSelection: async () => null,
}));
vi.mock('@/entrypoints/background/open-library', () => ({ useLibrary: async () => ok(null) }));
vi.mock('@/entrypoints/background/save-clip', () => ({ saveSelectedText }));

const { startClip, trackSave } = await import('@/entrypoints/background/start-clip');

const saved = (): Saved =>
  ok({
    clipId: newId<'clip'>(),
    reportId: newId<'report'>(),
    reportTitle: 'Lakes',
    sectionId: null,
    sectionTitle: null,
    capturedAt: '2026-05-02T10:00:00Z',
    duplicate: false,
  });
const refused = (code: FailureCode): Saved => err(failure(code));

beforeEach(() => {
  vi.resetAllMocks();
  saveSelectedText.mockImplementation(async () => saved());
});

const ONE = 'saved_to_section Lakes inbox';
const TWO = 'toast_saved_several 2 Lakes inbox';

test.each<[string, Saved[], 'first' | FailureCode, 'saved' | 'failed', string, boolean]>([
  ['one passage', [saved()], 'first', 'saved', ONE, false],
  [
    'one of two refused',
    [saved(), refused('bad_message')],
    'bad_message',
    'failed',
    `${ONE}\nfailure_bad_message`,
    false,
  ],
  [
    'the second of three refused, and then the page left',
    [saved(), refused('quota_exceeded'), saved()],
    'page_navigated',
    'failed',
    `${TWO}\nfailure_quota_exceeded`,
    false,
  ],
  ['all kept, and then the page left', [saved(), saved()], 'page_navigated', 'saved', ONE, false],
  ['nothing kept', [refused('bad_message')], 'bad_message', 'saved', ONE, true],
  [
    'nothing kept for want of room',
    [refused('quota_exceeded')],
    'quota_exceeded',
    'failed',
    'failure_quota_exceeded',
    false,
  ],
])(
  '%s: badge and answer say so, and words are kept alone only where nothing was',
  async (_name, answers, clipper, badge, title, alone) => {
    askClipper.mockImplementation(async () => {
      for (const answer of answers) void trackSave(7, Promise.resolve(answer));
      return clipper === 'first' ? (answers[0] ?? refused('unexpected')) : refused(clipper);
    });
    const result = await startClip({
      tabId: 7,
      frameId: 0,
      origin: 'context-menu',
      clipPage: false,
      selected: { url: 'https://lakes.example/', title: 'Lakes', text: 'The level fell.' },
      place: null,
    });
    expect(showBadge.mock.calls).toEqual([[7, badge, title]]);
    expect(result.ok).toBe(badge === 'saved');
    expect(saveSelectedText).toHaveBeenCalledTimes(alone ? 1 : 0);
  },
);
