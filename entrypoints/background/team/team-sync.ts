import * as Y from 'yjs';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import type { ReportId, StatementId } from '@/utils/model/ids';
import {
  encodeForOthers,
  keepOnlyCharacters,
  loadReportDocument,
  type ReportUpdate,
} from '@/utils/model/report-document';
import { err, ok } from '@/utils/model/result';
import {
  DeletedSchema,
  type LeftOutItem,
  MembersSchema,
  type Places,
  type PresentPerson,
  type ShareState,
  type TeamId,
} from '@/utils/model/team';
import { measureUpdates } from '@/utils/model/update-budget';
import { findRootsQuickly } from '@/utils/model/yjs-internals';
import type { ShareRow } from '@/utils/storage/team-store';
import { askServer, checkServer, failureOf } from './ask-server';
import { describeRecords } from './exchange-evidence';
import {
  type LiveShare,
  type LiveTeam,
  NOWHERE,
  nameOf,
  partsOf,
  type Reply,
  type SyncPorts,
} from './live-share';
import { isMirror, receives, refusalOf } from './refusals';
import { snapshotOf, stateOfShare } from './share-state';
import {
  BAD_CHANGE,
  createSharedDocuments,
  type DocumentEvents,
  type SharedDocuments,
} from './shared-documents';
import { createTeamExchange } from './team-exchange';
import { createTeamTexts } from './team-texts';

/** How long a report counts as open after a page last said so, in milliseconds. */
const WATCHED_MS = 40_000;
/** How often the feed is read while a report is open, in milliseconds. */
const FEED_MS = 10_000;
/** How long to wait for more evidence before it is sent, in milliseconds. */
const GATHER_MS = 300;
/** Maximum number of records in the list of those that stay here. */
const MOST_LISTED = 100;
/** How often the server is asked for the names of members, at most, in milliseconds. */
const NAMES_MS = 5_000;
/** How long to wait for more news of where the others are, in milliseconds. */
const SEEING_MS = 200;

/** How long to wait until a refused document is opened again to receive, in milliseconds. */
const MIRROR_MS = 1_000;

export type TeamSync = ReturnType<typeof createTeamSync>;

/** Keeps the shared reports of this browser and their servers the same. */
export function createTeamSync(ports: SyncPorts) {
  const { database, useLibrary, now } = ports;
  const teams = new Map<TeamId, LiveTeam>();
  const shares = new Map<ReportId, LiveShare>();
  let loading: Promise<void> | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  let acknowledging: Promise<unknown> = Promise.resolve();
  let seeing: ReturnType<typeof setTimeout> | null = null;

  const load = async () => {
    if (!(await database.exists())) return;
    const read = await database.use(async (store) => ({
      teams: await store.teams(),
      shares: await store.shares(),
    }));
    if (!read.ok) return;
    for (const row of read.value.teams) {
      const known = teams.get(row.id);
      if (known !== undefined) known.row = row;
      else {
        teams.set(row.id, {
          ...{ row, documents: null, isOnline: false, offlineSince: now(), isDirty: false },
          ...{ exchanging: Promise.resolve(), askedAgain: new Set(), isIncomplete: false },
          ...{ hasImages: true, lostImages: new Set(), silentAt: 0 },
          ...{ keysReadAt: 0, keys: new Set(), unboundAt: null, names: new Map(), namesReadAt: 0 },
        });
      }
    }
    for (const row of read.value.shares) {
      const team = teams.get(row.teamId);
      if (team === undefined || shares.has(row.reportId)) continue;
      shares.set(row.reportId, {
        ...{ row, team, unsettled: new Set(partsOf(row)), isOpen: false, early: null },
        ...{ watchedUntil: 0, storing: Promise.resolve(), waitingRecords: 0, refused: null },
        ...{ refusedRecords: new Map(), refusals: 0, place: NOWHERE, others: [] },
      });
    }
  };
  const loaded = () => {
    loading ??= load();
    return loading;
  };

  const refuse = (share: LiveShare, why: Failure) => {
    share.refused = refusalOf(share, why, now());
    share.refusals += 1;
    closeShare(share);
    ports.onState(share.row.reportId);
    if (receives(share)) setTimeout(() => void openShare(share), MIRROR_MS);
  };

  /** Lets a share that was refused try again, if it is time. */
  const relent = (share: LiveShare) => {
    if (share.refused === null || now() < share.refused.againAt) return;
    share.refused = null;
    closeShare(share);
  };

  const documentsOf = (team: LiveTeam): SharedDocuments => {
    team.documents ??= createSharedDocuments({
      ...{ address: team.row.address, token: team.row.token },
      onOnline: (isOnline) => {
        if (team.isOnline === isOnline) return;
        team.isOnline = isOnline;
        if (isOnline) team.isDirty = true;
        else team.offlineSince = now();
        for (const share of sharesOf(team)) {
          if (!isOnline) for (const part of partsOf(share.row)) share.unsettled.add(part);
          ports.onState(share.row.reportId);
        }
        if (!isOnline) return;
        void exchange(team);
        void checkVersion(team);
      },
    });
    return team.documents;
  };
  /** A server that was updated may speak another version than this extension. */
  const checkVersion = async (team: LiveTeam) => {
    const checked = await checkServer(team.row.address);
    const codes: readonly FailureCode[] = ['team_server_older', 'team_server_newer'];
    if (checked.ok || !codes.includes(checked.error.code)) return;
    for (const share of sharesOf(team)) refuse(share, checked.error);
  };
  const sharesOf = (team: LiveTeam) => [...shares.values()].filter((each) => each.team === team);

  /** Stores what came from the server, one update after the other. */
  const store = (share: LiveShare, update: ReportUpdate) => {
    const { reportId } = share.row;
    share.storing = share.storing.then(async () => {
      const stored = await useLibrary(async (library) => {
        const appended = await library.appendReportUpdates(reportId, [update]);
        if (appended.ok || appended.error.code !== 'not_found') return appended;
        const received = await library.receiveReport(reportId, [update]);
        if (!received.ok) return received;
        share.team.isIncomplete = true;
        return ok({ changed: true });
      });
      if (!stored.ok) return refuse(share, stored.error);
      if (stored.value.changed) ports.onUpdates(reportId, [update]);
      // An object in a text would move every later edit, and no reader sees it.
      if ((measureUpdates([update.update])?.foreign ?? 0) > 0) {
        const cleaned = await useLibrary((library) =>
          library.editReport(reportId, keepOnlyCharacters),
        );
        if (cleaned.ok && cleaned.value.length > 0) {
          ports.onUpdates(reportId, cleaned.value);
          send(share, cleaned.value);
        }
      }
      share.team.isDirty = true;
    });
  };

  const send = (share: LiveShare, updates: readonly ReportUpdate[]) => {
    const { documents } = share.team;
    for (const { update, notes } of updates) {
      const part = notes === true ? 'notes' : 'content';
      if (!partsOf(share.row).includes(part)) continue;
      if (documents?.edit(nameOf(share.row, part), update)) share.unsettled.add(part);
    }
  };

  const openShare = async (share: LiveShare) => {
    if (share.isOpen || !receives(share) || shares.get(share.row.reportId) !== share) return;
    share.isOpen = true;
    share.early = [];
    const { row, team } = share;
    if (!(await ports.mayAsk(team.row.address))) return refuse(share, failure('team_host_refused'));
    const updates = await useLibrary((library) => library.loadReportUpdates(row.reportId));
    if (!updates.ok) return refuse(share, updates.error);
    const report = loadReportDocument(updates.value);
    const documents = documentsOf(team);
    const mirror = isMirror(share);
    for (const part of partsOf(row)) {
      const doc = findRootsQuickly(new Y.Doc());
      share.unsettled.add(part);
      const all =
        part === 'content' ? encodeForOthers(report) : Y.encodeStateAsUpdate(report.notes);
      if (!mirror) Y.applyUpdate(doc, all);
      const events: DocumentEvents = {
        onUpdate: (update) => store(share, part === 'notes' ? { update, notes: true } : { update }),
        onAcknowledged: () => {
          share.unsettled.delete(part);
          if (!mirror && share.unsettled.size === 0) share.refusals = 0;
          const snapshot = snapshotOf(doc);
          // One after the other, so that an older snapshot never replaces a newer one.
          acknowledging = acknowledging
            .then(() => database.use((each) => each.acknowledge(row.reportId, part, snapshot)))
            .then(() => ports.onState(row.reportId));
        },
        onHereOrAway: () => {
          if (documents.awaySince(nameOf(row, part)) !== null) share.unsettled.add(part);
          ports.onState(row.reportId);
        },
        onRefused: (reason) =>
          refuse(share, reason === BAD_CHANGE ? failure('team_bad_change') : failureOf(reason)),
      };
      const isContent = part === 'content';
      const onPlaces = (others: Places) => void seeOthers(share, others);
      documents.open(
        nameOf(row, part),
        doc,
        { ...events, ...(isContent ? { onPlaces } : {}) },
        mirror,
      );
    }
    tellPlace(share);
    report.destroy();
    // Before the first exchange, nothing else says that records wait.
    await countWaitingRecords(share);
    const { early } = share;
    if (early === null) return;
    share.early = null;
    send(share, early);
    timer ??= setInterval(tick, FEED_MS);
    team.isDirty = true;
    if (team.isOnline) void exchange(team);
  };

  const tellPlace = ({ row, team, place }: LiveShare) =>
    team.documents?.setPlace(nameOf(row, 'content'), place);
  /** Remembers where the others are, and asks the server for the names of new ones. */
  const seeOthers = async (share: LiveShare, others: Places): Promise<void> => {
    // A document that closes still says who was in it.
    if (!share.isOpen) return;
    share.others = others.filter(({ here }) => here);
    const { team } = share;
    const isNew = share.others.some(({ memberId }) => !team.names.has(memberId));
    if (isNew && now() - team.namesReadAt > NAMES_MS) {
      team.namesReadAt = now();
      const listed = await askServer(team.row, { call: 'GET /v1/members', answer: MembersSchema });
      if (listed.ok) team.names = new Map(listed.value.map(({ id, name }) => [id, name.trim()]));
    }
    if (seeing !== null) return;
    seeing = setTimeout(() => {
      seeing = null;
      for (const each of shares.values()) if (each.isOpen) ports.onState(each.row.reportId);
    }, SEEING_MS);
  };

  const closeShare = (share: LiveShare) => {
    share.isOpen = false;
    share.others = [];
    share.early = null;
    const { team, row } = share;
    for (const part of partsOf(row)) team.documents?.close(nameOf(row, part));
    if (sharesOf(team).some(({ isOpen }) => isOpen)) return;
    team.documents?.destroy();
    team.documents = null;
    team.isOnline = false;
    team.offlineSince = now();
  };

  const { exchange, bind, countWaitingRecords } = createTeamExchange({
    ...ports,
    sharesOf,
    refuse,
  });

  const tick = () => {
    for (const share of shares.values()) {
      if (share.place.here && share.watchedUntil <= now()) {
        share.place = NOWHERE;
        tellPlace(share);
      }
      const isNeeded = share.watchedUntil > now() || share.unsettled.size > 0 || share.team.isDirty;
      if (share.isOpen && !isNeeded) closeShare(share);
    }
    for (const team of teams.values()) if (team.documents !== null) void exchange(team);
    if (timer !== null && ![...shares.values()].some(({ isOpen }) => isOpen)) {
      clearInterval(timer);
      timer = null;
    }
  };

  let gathering: ReturnType<typeof setTimeout> | null = null;

  return {
    ...createTeamTexts({ ...ports, loaded, teams, shares }),

    /** Whether any report is shared. Opens no database if no team was joined. */
    hasShares: async (): Promise<boolean> => {
      await loaded();
      return shares.size > 0;
    },

    /** Begins to share a report, or changes what of it goes. */
    share: async (row: ShareRow): Reply<void> => {
      const stored = await database.use((each) => each.putShare(row));
      if (!stored.ok) return stored;
      const known = shares.get(row.reportId);
      if (known !== undefined) closeShare(known);
      shares.delete(row.reportId);
      loading = load();
      await loading;
      const share = shares.get(row.reportId);
      if (share === undefined) return ok(undefined);
      share.team.keysReadAt = 0;
      share.team.hasImages = true;
      await openShare(share);
      return ok(undefined);
    },

    /** Ends the sharing of a report. The copies here and on the server stay. */
    unshare: async (reportId: ReportId): Reply<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return ok(undefined);
      closeShare(share);
      shares.delete(reportId);
      return database.use((each) => each.removeShare(reportId));
    },

    /**
     * Deletes a shared report from the server of its team, for everybody, and ends its sharing. The
     * copy here stays. Fails if the server does not say that it is deleted.
     */
    deleteShared: async (reportId: ReportId): Reply<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return err(failure('not_found', reportId));
      const { row } = share.team;
      if (!(await ports.mayAsk(row.address))) return err(failure('team_host_refused'));
      // From now on nothing of the report is sent.
      closeShare(share);
      const call = `DELETE /v1/reports/${reportId}`;
      const deleted = await askServer(row, { call, answer: DeletedSchema });
      const isGone = !deleted.ok && deleted.error.detail === 'not_found';
      if (!deleted.ok && !isGone) {
        await openShare(share);
        return deleted;
      }
      shares.delete(reportId);
      return database.use((each) => each.removeShare(reportId));
    },

    /** Shows the server of a team that this browser's signing key belongs to its member. */
    bindKey: async (teamId: TeamId): Promise<void> => {
      await loaded();
      const team = teams.get(teamId);
      if (team !== undefined) await bind(team);
    },

    /** Reads the teams again, after one was joined or left. */
    reload: async (): Promise<void> => {
      for (const share of shares.values()) closeShare(share);
      shares.clear();
      teams.clear();
      loading = load();
      await loading;
    },

    /** Called by pages while they show a report. Returns null for a report that is not shared. */
    watch: async (
      reportId: ReportId,
      at: StatementId | null = null,
    ): Promise<ShareState | null> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return null;
      share.watchedUntil = now() + WATCHED_MS;
      const isSame = share.place.here && share.place.at === at;
      share.place = { at, here: true };
      relent(share);
      await openShare(share);
      if (!isSame) tellPlace(share);
      return stateOfShare(share, ports);
    },

    /** Called by pages when they no longer show a report. */
    unwatch: async (reportId: ReportId): Promise<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return;
      share.place = NOWHERE;
      tellPlace(share);
    },

    /** Returns who else is in a report now. If two members have the same name, each name gets an ending. */
    peopleIn: (reportId: ReportId): readonly PresentPerson[] => {
      const share = shares.get(reportId);
      if (share === undefined) return [];
      const { names } = share.team;
      const taken = [...names.values()];
      const people = new Map<string, PresentPerson>();
      for (const { memberId, at } of share.others) {
        const name = names.get(memberId);
        if (name === undefined) continue;
        const isShared = taken.indexOf(name) !== taken.lastIndexOf(name);
        const shown = isShared ? `${name} (${memberId.slice(-4)})` : name;
        people.set(`${memberId} ${at}`, { memberId, name: shown, at });
      }
      return [...people.values()];
    },

    /** Returns what of a report is shared; null if it is not shared. */
    shareOf: async (reportId: ReportId): Promise<ShareRow | null> => {
      await loaded();
      return shares.get(reportId)?.row ?? null;
    },

    /** Returns what of a report stays here because the server does not accept it. */
    leftOutOf: async (reportId: ReportId): Reply<{ readonly items: readonly LeftOutItem[] }> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return ok({ items: [] });
      const words = await useLibrary((library) => describeRecords({ library, share: share.row }));
      if (!words.ok) return words;
      const items = [...share.refusedRecords].slice(0, MOST_LISTED).map(([key, reason]) => ({
        ...{ reason, store: key.slice(0, key.indexOf('/')), words: words.value.get(key) ?? '' },
      }));
      return ok({ items });
    },

    /** Returns the reports that are shared with a team. */
    reportsOf: async (teamId: TeamId): Promise<readonly ReportId[]> => {
      await loaded();
      return [...shares.values()]
        .filter(({ row }) => row.teamId === teamId)
        .map(({ row }) => row.reportId);
    },

    /** Sends updates that were stored here. */
    noticeUpdates: async (reportId: ReportId, updates: readonly ReportUpdate[]): Promise<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return;
      if (isMirror(share)) return ports.onState(reportId);
      if (share.early !== null) share.early.push(...updates);
      else if (share.isOpen) send(share, updates);
      else await openShare(share);
      ports.onState(reportId);
    },

    /** Sends evidence that was stored here. */
    noticeEvidence: async (reportId: ReportId): Promise<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined || !receives(share)) return;
      share.team.isDirty = true;
      if (!isMirror(share)) share.waitingRecords = Math.max(1, share.waitingRecords);
      await openShare(share);
      if (gathering !== null) clearTimeout(gathering);
      gathering = setTimeout(() => void exchange(share.team), GATHER_MS);
    },

    /** Opens every shared report until it is the same here and on its server. */
    catchUp: async (): Promise<void> => {
      await loaded();
      for (const share of shares.values()) {
        relent(share);
        await openShare(share);
      }
    },

    /** Tries again what a server refused, because the user asks for it. */
    retry: async (reportId: ReportId): Promise<void> => {
      await loaded();
      const share = shares.get(reportId);
      if (share === undefined) return;
      closeShare(share);
      Object.assign(share, { refused: null, refusals: 0 });
      share.refusedRecords.clear();
      share.team.unboundAt = null;
      share.team.hasImages = true;
      share.team.lostImages.clear();
      share.team.isDirty = true;
      await openShare(share);
    },

    /** Closes all connections. */
    stop: (): void => {
      for (const share of shares.values()) closeShare(share);
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
