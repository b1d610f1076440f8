import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Change } from '@/utils/messaging/protocol/change';
import { binClip } from '@/utils/model/clip-operations';
import type { ReportId } from '@/utils/model/ids';
import { newId } from '@/utils/model/ids';
import { setKept } from '@/utils/model/kept-twins';
import type { ReportUpdate } from '@/utils/model/report-document';
import { ok } from '@/utils/model/result';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { citing, draftOf } from './draft-fixture';
import { must, newLibrary, OTHER, REPORT } from './storage/sample-evidence';

const AT = '2026-05-02T10:00:00.000Z';
let library: Library;
let name: string;
/** The report that clips are saved in. */
let reportId = REPORT;
const changes: Change[] = [];

vi.mock('#i18n', () => ({ i18n: { t: (key: string) => key } }));
vi.mock('@/utils/platform/changes', () => ({
  broadcastChange: (change: Change) => void changes.push(change),
  broadcastUpdates: (of: ReportId, updates: readonly ReportUpdate[]) => {
    if (updates.length > 0) changes.push({ kind: 'report-update', reportId: of, updates });
  },
}));
vi.mock('@/utils/platform/settings', () => ({ noteRecentSection: async () => undefined }));
vi.mock('@/entrypoints/background/clip-image', () => ({ unreadImage: async () => undefined }));
vi.mock('@/entrypoints/background/clip-destination', () => ({
  clipDestination: async () =>
    ok({ reportId, reportTitle: 'Tides', sectionId: null, sectionTitle: null }),
}));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => AT,
  useLibrary: <T>(act: (opened: Library) => T) => act(library),
}));

const { saveDraft } = await import('@/entrypoints/background/save-clip');

beforeEach(async () => {
  ({ library, name } = await newLibrary());
  must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
  reportId = REPORT;
  changes.length = 0;
});

const QUOTE = 'The weir is open.';

const save = async ({ keepBoth = false } = {}) =>
  must(await saveDraft(citing(draftOf(QUOTE)), { place: null, keepBoth }));

/**
 * Returns the groups in the list of duplicates: the number of clips, and whether the user has
 * decided.
 */
async function groups() {
  const reader = must(await openReader({ name }))!;
  const found = must(await reader.duplicates());
  reader.close();
  return found.map(({ clips, decided }) => [clips.length, decided]);
}

test('a passage that is kept twice is no duplicate to ask about', async () => {
  const first = await save();
  expect(await save()).toMatchObject({ clipId: first.clipId, duplicate: true });
  expect(await groups()).toEqual([]);
  const second = await save({ keepBoth: true });
  expect(second.duplicate).toBe(false);
  expect(await groups()).toEqual([[2, true]]);
  // Open pages receive the clip and the decision.
  expect(changes.slice(-2)).toMatchObject([
    { kind: 'evidence', clipIds: [second.clipId] },
    { kind: 'report-update', reportId: REPORT },
  ]);
  await save({ keepBoth: true });
  expect(await groups()).toEqual([[3, true]]);
});

test('the same draft again, after a lost answer, decides nothing', async () => {
  await save();
  const again = draftOf(QUOTE);
  const both = { place: null, keepBoth: true };
  must(await saveDraft(citing(again), both));
  const told = changes.length;
  expect(must(await saveDraft(citing(again), both)).clipId).toBe(again.clipId);
  expect(changes.slice(told).map(({ kind }) => kind)).toEqual(['evidence']);
  expect(await groups()).toEqual([[2, true]]);
});

test('one of another report is asked about as before; one that was kept stays so', async () => {
  reportId = OTHER;
  const elsewhere = await save();
  reportId = REPORT;
  const here = await save();
  await save({ keepBoth: true });
  expect(await groups()).toEqual([[3, false]]);
  const decision = newId<'twins'>();
  for (const [report, { clipId }] of [
    [OTHER, elsewhere],
    [REPORT, here],
  ] as const) {
    must(await library.editReport(report, (doc) => setKept(doc, { clipId, decision })));
  }
  // The third clip has the earlier answer.
  expect(await groups()).toEqual([[3, false]]);
  await save({ keepBoth: true });
  expect(await groups()).toEqual([[4, true]]);
});

test('a clip in the bin is no duplicate; a passage clipped for the first time needs no decision', async () => {
  const first = await save({ keepBoth: true });
  must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: first.clipId, at: AT })));
  await save({ keepBoth: true });
  expect(changes.filter(({ kind }) => kind === 'report-update')).toEqual([]);
  expect(await groups()).toEqual([]);
});

test('a decision that can’t be stored costs no clip', async () => {
  await save();
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const edit = vi.spyOn(library, 'editReport').mockResolvedValue({
    ok: false,
    error: { code: 'quota_exceeded' },
  });
  const saved = await save({ keepBoth: true });
  edit.mockRestore();
  warned.mockRestore();
  expect(must(await library.clip(saved.clipId)).clip.id).toBe(saved.clipId);
  expect(await groups()).toEqual([[2, false]]);
});
