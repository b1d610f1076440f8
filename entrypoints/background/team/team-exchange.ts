import type { Failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { type Author, UNSIGNED } from '@/utils/model/review-records';
import type { LeftOutReason } from '@/utils/model/team';
import { receiveEvidence, recordsToSend, sendEvidence } from './exchange-evidence';
import type { LiveShare, LiveTeam, Reply, SyncPorts } from './live-share';
import { bindKey, readMemberKeys } from './member-keys';
import { receiveImages } from './receive-images';
import { isMirror, receives } from './refusals';

/** How often the server is asked whose keys it knows, in milliseconds. */
const KEYS_MS = 60_000;

interface ExchangePorts extends Pick<SyncPorts, 'database' | 'useLibrary' | 'now'> {
  readonly onEvidence: SyncPorts['onEvidence'];
  readonly onReviews: SyncPorts['onReviews'];
  readonly onState: SyncPorts['onState'];
  readonly sharesOf: (team: LiveTeam) => readonly LiveShare[];
  readonly refuse: (share: LiveShare, why: Failure) => void;
}

/** Sends and receives the evidence and the reviews of teams, and the keys that sign reviews. */
export function createTeamExchange(ports: ExchangePorts) {
  const { database, useLibrary, now, sharesOf, refuse } = ports;

  /** One exchange of a team after the other. */
  const exchange = (team: LiveTeam): Promise<void> => {
    team.exchanging = team.exchanging
      .then(() => exchangeOnce(team))
      .catch((cause: unknown) => {
        console.error('team', cause);
      });
    return team.exchanging;
  };
  const exchangeOnce = async (team: LiveTeam) => {
    team.isDirty = false;
    await bind(team);
    for (const share of sharesOf(team)) {
      if (isMirror(share)) {
        await countWaitingRecords(share);
        continue;
      }
      const sent = await sendOf(share);
      if (!sent.ok) failExchange(share, sent.error);
    }
    await receive(team);
    await readKeys(team);
    for (const share of sharesOf(team)) ports.onState(share.row.reportId);
  };
  /** Binds this browser's key to its member, if that was not done for this key. */
  const bind = async (team: LiveTeam): Promise<void> => {
    if (team.row.role === 'reader') return;
    const own = await useLibrary((library) => library.ownAuthor());
    if (!own.ok || own.value.author === team.row.boundKey) return;
    const key = own.value.author;
    if (team.unboundAt !== null && now() - team.unboundAt < KEYS_MS) return;
    const bound = await useLibrary((library) => bindKey(library, team.row));
    team.unboundAt = bound.ok ? null : now();
    if (!bound.ok) return;
    team.row = { ...team.row, boundKey: key };
    await database.use((each) => each.putTeam(team.row));
    for (const { refusedRecords } of sharesOf(team)) {
      for (const each of refusedRecords.keys())
        if (authorOf(each) === key) refusedRecords.delete(each);
    }
  };
  const readKeys = async (team: LiveTeam): Promise<void> => {
    if (now() - team.keysReadAt < KEYS_MS) return;
    team.keysReadAt = now();
    const listed = await readMemberKeys(team.row);
    if (!listed.ok) return;
    team.keys = new Set(listed.value.map(([author]) => author));
    const reportIds = sharesOf(team).map(({ row }) => row.reportId);
    const stored = await useLibrary((library) => library.storeMembers(reportIds, listed.value));
    if (stored.ok && stored.value.changed) ports.onReviews();
  };
  const sendOf = async (share: LiveShare): Reply<unknown> => {
    const { team, row } = share;
    const known = await database.use((each) => each.exchanged(row.teamId));
    if (!known.ok) return known;
    const onAcknowledged = async (keys: readonly string[]) => {
      share.waitingRecords = Math.max(0, share.waitingRecords - keys.length);
      await database.use((each) => each.exchange(row.teamId, keys, false));
    };
    const onRefused = (refused: ReadonlyMap<string, LeftOutReason>) => {
      share.waitingRecords = Math.max(0, share.waitingRecords - refused.size);
      for (const [key, reason] of refused) {
        share.refusedRecords.set(key, authorOf(key) === UNSIGNED ? 'unsigned' : reason);
        // A server that was restored from a backup has forgotten the key.
        if (reason === 'unknown_key' && authorOf(key) === team.row.boundKey) {
          team.row = { ...team.row, boundKey: undefined };
        }
      }
    };
    const waiting = await countWaitingRecords(share);
    if (!waiting.ok || share.waitingRecords === 0) return waiting;
    const exchanged = withRefused(share, known.value);
    return useLibrary((library) =>
      sendEvidence({
        ...{ library, share: row, exchanged, team: team.row, onAcknowledged, onRefused },
      }),
    );
  };
  const countWaitingRecords = async (share: LiveShare): Reply<unknown> => {
    const { row } = share;
    const known = await database.use((each) => each.exchanged(row.teamId));
    if (!known.ok) return known;
    const exchanged = withRefused(share, known.value);
    const waiting = await useLibrary((library) =>
      recordsToSend({ library, share: row, exchanged }),
    );
    // A report that did not come yet has no records.
    if (!waiting.ok) return waiting.error.code === 'not_found' ? ok(undefined) : waiting;
    share.waitingRecords = waiting.value.length;
    return ok(undefined);
  };
  const receive = async (team: LiveTeam) => {
    const live = sharesOf(team).filter(receives);
    const shared = new Set(live.map(({ row }) => row.reportId));
    if (shared.size === 0) return;
    const known = await database.use((each) => each.exchanged(team.row.id));
    if (!known.ok) return;
    const { row } = team;
    const sources = await database.use((each) => each.awaited(row.id, 'sources'));
    if (!sources.ok) return;
    const received = await useLibrary((library) =>
      receiveEvidence({
        ...{ library, team: row, shared, exchanged: known.value, sources: sources.value },
        onAwaited: async (rows) => {
          if (rows.length === 0) return;
          await database.use((each) => each.await(rows));
          // The server has the bytes of these records too, so they are not sent again.
          const keys = rows.flatMap(({ key, blob }) => (blob === null ? [] : [key]));
          await database.use((each) => each.exchange(row.id, keys, true));
        },
        onReceived: async (reportId, keys) => {
          await database.use((each) => each.exchange(row.id, keys, true));
          await database.use((each) =>
            each.arrived(
              row.id,
              keys.filter((key) => key.startsWith('sources/')),
            ),
          );
          ports.onEvidence(reportId, []);
          team.hasImages = true;
          const authors = keys.flatMap((key) => authorOf(key) ?? []);
          if (authors.length === 0) return;
          ports.onReviews();
          if (authors.some((author) => !team.keys.has(author))) team.keysReadAt = 0;
        },
      }),
    );
    if (!received.ok) {
      for (const share of live) failExchange(share, received.error);
      return;
    }
    const missing: ClipId[] = [];
    for (const reportId of shared) {
      const found = await useLibrary((library) => library.missingClips(reportId));
      if (found.ok) missing.push(...found.value.filter((id) => !team.askedAgain.has(id)));
    }
    for (const id of missing) team.askedAgain.add(id);
    // The feed may have had these clips before their report named them.
    const isIncomplete = missing.length > 0 || team.isIncomplete;
    team.isIncomplete = false;
    team.row = { ...team.row, cursor: isIncomplete ? 0 : received.value.cursor };
    await database.use((each) => each.putTeam(team.row));
    if (isIncomplete) return receive(team);
    const images = await receiveImages({ ...ports, shared }, team);
    if (!images.ok) for (const share of live) failExchange(share, images.error);
  };
  const failExchange = (share: LiveShare, why: Failure) => {
    share.team.isDirty = true;
    if (why.code !== 'team_no_answer') refuse(share, why);
  };

  return { exchange, bind, countWaitingRecords };
}

/** Returns the keys of the records that are not sent: both have them, or the server refused them. */
function withRefused(
  { refusedRecords }: LiveShare,
  exchanged: ReadonlyMap<string, boolean>,
): ReadonlyMap<string, boolean> {
  const refused = [...refusedRecords.keys()].map((key) => [key, false] as const);
  return new Map([...exchanged, ...refused]);
}

/** Returns the author in the key of a review; null for other records. */
function authorOf(key: string): Author | null {
  const [store, , author] = key.split('/');
  return store === 'reviews' ? (author ?? null) : null;
}
