import { beforeEach, expect, test, vi } from 'vitest';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';

type Purged = Result<{ readonly purged: boolean }, Failure>;

const here = vi.hoisted(() => ({ purged: undefined as unknown, told: [] as unknown[] }));
vi.mock('@/entrypoints/background/open-library', () => ({
  useLibrary: (act: (library: unknown) => unknown) =>
    act({
      purgeAttachment: async () => here.purged,
      reportsOfClip: async () => ({ ok: true, value: ['a', 'b'] }),
    }),
}));
vi.mock('@/utils/platform/changes', () => ({
  broadcastChange: (change: { reportId: string }) => void here.told.push(change.reportId),
}));
const { deleteImage } = await import('@/entrypoints/background/delete-image');

const id = newId<'attachment'>();
const clipId = newId<'clip'>();

beforeEach(() => {
  here.told = [];
});

test.each<[string, Purged, Result<object, Failure>, string[]]>([
  ['one that was there is told of in each report', ok({ purged: true }), ok({}), ['a', 'b']],
  [
    'one that was not is never called deleted',
    ok({ purged: false }),
    err(failure('not_found', id)),
    [],
  ],
  [
    'what the library refuses is passed on',
    err(failure('storage_unavailable')),
    err(failure('storage_unavailable')),
    [],
  ],
])('of an image to be deleted, %s', async (_name, purged, answer, told) => {
  here.purged = purged;
  expect(await deleteImage({ clipId, id })).toEqual(answer);
  expect(here.told).toEqual(told);
});
