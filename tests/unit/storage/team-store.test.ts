import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { newId } from '@/utils/model/ids';
import { type AwaitedRow, teamDatabase } from '@/utils/storage/team-store';

const TEAM = {
  ...{ id: newId<'team'>(), name: 'Lake desk', address: 'https://pincite.example' },
  ...{ memberId: newId<'member'>(), role: 'writer' as const },
  ...{ joinedAt: '2026-04-02T08:00:00.000Z', token: 'secret', deviceId: newId<'device'>() },
  ...{ expiresAt: 1_800_000_000_000, cursor: 41 },
};

test('a database of the first version keeps its rows, and the feed is read again', async () => {
  const reportId = newId<'report'>();
  const share = { reportId, teamId: TEAM.id, include: { snapshots: true } };
  const old = await openDB('team-before', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('teams', { keyPath: 'id' });
      fresh.createObjectStore('shares', { keyPath: 'reportId' });
      fresh.createObjectStore('acknowledged', { keyPath: ['reportId', 'part'] });
      fresh.createObjectStore('exchanged', { keyPath: ['teamId', 'key'] });
    },
  });
  await old.put('teams', TEAM);
  await old.put('shares', share);
  await old.put('acknowledged', { reportId, part: 'notes', snapshot: new Uint8Array([1, 2]) });
  await old.put('exchanged', { teamId: TEAM.id, key: 'clips/1', received: true });
  old.close();

  const awaited: AwaitedRow = { teamId: TEAM.id, key: 'sources/2', record: { id: 2 }, blob: null };
  const read = await teamDatabase('team-before').use(async (store) => {
    await store.await([awaited]);
    return {
      teams: await store.teams(),
      shares: await store.shares(),
      acknowledged: await store.acknowledged(reportId, 'notes'),
      exchanged: await store.exchanged(TEAM.id),
      awaited: await store.awaited(TEAM.id, 'sources'),
    };
  });
  expect(read).toEqual({
    ok: true,
    value: {
      teams: [{ ...TEAM, cursor: 0 }],
      shares: [share],
      acknowledged: new Uint8Array([1, 2]),
      exchanged: new Map([['clips/1', true]]),
      awaited: [awaited],
    },
  });
});
