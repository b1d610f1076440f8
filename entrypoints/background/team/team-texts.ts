import type { AbsentText, Snapshot } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId, SnapshotId } from '@/utils/model/ids';
import { err, ok } from '@/utils/model/result';
import type { ShareInclude, TeamId, TextsOf } from '@/utils/model/team';
import { isOwnSession } from '@/utils/storage/gather-bundle';
import type { AwaitedRow } from '@/utils/storage/team-store';
import { fetchAwaited } from './exchange-evidence';
import type { LiveShare, LiveTeam, Reply, SyncPorts } from './live-share';

/* The texts of pages, which come from a team's server when they are needed. */

/** How long not to ask again after a server that did not answer, in milliseconds. */
const SILENT_MS = 30_000;

const EVERYTHING: ShareInclude = {
  ...{ snapshots: true, notes: true, signedInText: true, checks: true, images: true },
};

interface TextPorts extends Pick<SyncPorts, 'database' | 'useLibrary' | 'mayAsk' | 'now'> {
  /** Resolves when the teams and their shared reports are known. */
  readonly loaded: () => Promise<void>;
  readonly teams: ReadonlyMap<TeamId, LiveTeam>;
  readonly shares: ReadonlyMap<ReportId, LiveShare>;
}

export function createTeamTexts(ports: TextPorts) {
  const { database, useLibrary, mayAsk, now, loaded, teams, shares } = ports;
  /** The texts that are being downloaded, by snapshot. */
  const fetching = new Map<string, Reply<void>>();

  const awaitedOf = async (
    { row }: LiveTeam,
    id: SnapshotId,
  ): Promise<AwaitedRow | Failure | undefined> => {
    const rows = await database.use((each) => each.awaited(row.id, [keyOf(id)]));
    return rows.ok ? rows.value[0] : rows.error;
  };

  const fetchFromAny = async (text: AbsentText, isAsked: boolean): Reply<void> => {
    await loaded();
    for (const team of teams.values()) {
      const awaited = await awaitedOf(team, text.snapshotId);
      if (awaited === undefined) continue;
      if ('code' in awaited) return err(awaited);
      const shared = new Set(
        [...shares.values()].filter((share) => share.team === team).map(({ row }) => row.reportId),
      );
      const home = await useLibrary((library) => library.reportOfText(shared, text));
      if (!home.ok) return home;
      if (home.value === null) continue;
      if (!isAsked && now() - team.silentAt < SILENT_MS) return err(failure('team_no_answer'));
      if (!(await mayAsk(team.row.address))) return err(failure('team_host_refused'));
      const fetched = await fetchOne(team, awaited, home.value, text.snapshotId);
      team.silentAt = !fetched.ok && fetched.error.code === 'team_no_answer' ? now() : 0;
      return fetched;
    }
    return err(failure('not_found', text.snapshotId));
  };

  const fetchOne = async (
    { row }: LiveTeam,
    awaited: AwaitedRow,
    reportId: ReportId,
    id: SnapshotId,
  ): Reply<void> => {
    const fetched = await fetchAwaited(row, awaited);
    if (!fetched.ok) return fetched;
    const { value } = fetched;
    if (value === null) return err(failure('team_text_gone'));
    const stored = await useLibrary((library) =>
      library.receiveTeamRecords(reportId, [value], new Set()),
    );
    if (!stored.ok) return stored;
    const found = await useLibrary((library) => library.storedSnapshot(id));
    if (!found.ok) return found;
    // A text with another hash or length than its record says is not stored.
    if (found.value === null) return err(failure('team_text_gone'));
    return database.use((each) => each.arrived(row.id, [awaited.key]));
  };

  return {
    /**
     * Returns the texts of pages that are only on servers. `of` names a report or some of its
     * sections; without a report, all reports that are shared with its team; without a team, all
     * shared reports.
     */
    textsToCome: async (of: TextsOf): Reply<readonly AbsentText[]> => {
      await loaded();
      const { reportId, teamId, sectionIds, checks, signedIn } = of;
      const found: AbsentText[] = [];
      for (const { row, team } of shares.values()) {
        if (reportId !== null && reportId !== row.reportId) continue;
        if (teamId !== null && teamId !== team.row.id) continue;
        const include = { ...EVERYTHING, checks, signedInText: signedIn };
        const choice = { reportId: row.reportId, sectionIds, include };
        const absent = await useLibrary((library) => library.absentTexts(choice));
        // A report that did not come yet names nothing.
        if (!absent.ok && absent.error.code === 'not_found') continue;
        if (!absent.ok) return absent;
        if (absent.value.length === 0) continue;
        const rows = await database.use((each) => each.awaited(team.row.id, 'snapshots'));
        if (!rows.ok) return rows;
        const known = new Set(
          rows.value
            .filter(
              ({ record }) => signedIn || !isOwnSession(record['readBy'] as Snapshot['readBy']),
            )
            .map(({ key }) => key),
        );
        found.push(...absent.value.filter(({ snapshotId }) => known.has(keyOf(snapshotId))));
      }
      return ok(found);
    },

    /**
     * Downloads the text of a page that a clip of a shared report names, checks it and stores it.
     * Fails with `not_found` if no team is known to have it, and with `team_text_gone` if its server
     * has lost it. If a server did not answer, it is asked again only after some time, or when a
     * user asks for a text (`isAsked`).
     */
    fetchText: (text: AbsentText, isAsked: boolean): Reply<void> => {
      const known = fetching.get(text.snapshotId);
      if (known !== undefined) return known;
      const fetched = fetchFromAny(text, isAsked).finally(() => fetching.delete(text.snapshotId));
      fetching.set(text.snapshotId, fetched);
      return fetched;
    },

    /** Returns the length of a text that is only on a server, in UTF-16 units; null if none is known. */
    lengthOfText: async (id: SnapshotId): Promise<number | null> => {
      await loaded();
      for (const team of teams.values()) {
        const awaited = await awaitedOf(team, id);
        if (awaited === undefined || 'code' in awaited) continue;
        const length = awaited.record['textLength'];
        if (typeof length === 'number') return length;
      }
      return null;
    },
  };
}

const keyOf = (id: SnapshotId) => `snapshots/${id}`;
