import type { AbsentText } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { factsOfAwaited, fetchAwaited } from './exchange-evidence';
import type { LiveTeam, SyncPorts } from './live-share';
import { eachAtOnce } from './transfer-blobs';

/*
 * The bytes that a team's server has of records that are here: images come after the records, and
 * the texts of pages when somebody looks at them.
 */

type Reply<T> = Promise<Result<T, Failure>>;

interface Fetching extends Pick<SyncPorts, 'database' | 'useLibrary' | 'onEvidence'> {
  /** The reports that are shared with the team and receive. */
  readonly shared: ReadonlySet<ReportId>;
}

/** Who reads a page in the session of a user (`isOwnSession`). */
const OWN_SESSION = ['tab', 'render'];
/** How many images are looked at in one step. Only some of them are in memory at once. */
const IMAGES = 50;

/** Downloads the images of the shared reports that are not here, a few at once. */
export async function receiveImages(
  { database, useLibrary, onEvidence, shared }: Fetching,
  team: LiveTeam,
): Reply<void> {
  if (!team.hasImages) return ok(undefined);
  const { row } = team;
  const known = await database.use((each) => each.awaitedKeys(row.id, 'attachments'));
  if (!known.ok) return known;
  const keys = known.value.filter((key) => !team.lostImages.has(key));
  for (let at = 0; at < keys.length; at += IMAGES) {
    const rows = await database.use((each) => each.awaited(row.id, keys.slice(at, at + IMAGES)));
    if (!rows.ok) return rows;
    const facts = rows.value.map(factsOfAwaited);
    const valid = facts.filter((each) => each !== null);
    const homes = await useLibrary((library) => library.reportsOfRecords(shared, valid));
    if (!homes.ok) return homes;
    const homeOf = new Map(valid.map((each, index) => [each, homes.value[index] ?? null]));
    const came = await eachAtOnce(rows.value, async (awaited, index) => {
      const fact = facts[index] ?? null;
      const home = fact === null ? null : (homeOf.get(fact) ?? null);
      if (home === null) return ok(undefined);
      const fetched = await fetchAwaited(row, awaited);
      if (!fetched.ok) return fetched;
      const { value } = fetched;
      if (value === null) {
        team.lostImages.add(awaited.key);
        return ok(undefined);
      }
      const stored = await useLibrary((library) =>
        library.receiveTeamRecords(home, [value], new Set()),
      );
      if (!stored.ok) return stored;
      onEvidence(home, []);
      return database.use((each) => each.arrived(row.id, [awaited.key]));
    });
    if (!came.ok) return came;
  }
  team.hasImages = false;
  return ok(undefined);
}

/** Returns which of these texts the server of a team has. */
export async function textsToCome(
  { database }: Pick<Fetching, 'database'>,
  { row }: LiveTeam,
  absent: readonly AbsentText[],
  signedIn: boolean,
): Reply<readonly AbsentText[]> {
  if (absent.length === 0) return ok([]);
  const rows = await database.use((each) => each.awaited(row.id, 'snapshots'));
  if (!rows.ok) return rows;
  const known = new Set(
    rows.value
      .filter(({ record }) => signedIn || !OWN_SESSION.includes(String(record['readBy'])))
      .map(({ key }) => key),
  );
  return ok(absent.filter(({ snapshotId }) => known.has(`snapshots/${snapshotId}`)));
}

/**
 * Downloads the text of a page, checks it and stores it. Fails with `not_found` if the team is not
 * known to have this text, and with `team_text_gone` if its server has lost it.
 */
export async function fetchText(
  { database, useLibrary, shared }: Omit<Fetching, 'onEvidence'>,
  { row }: LiveTeam,
  text: AbsentText,
): Reply<void> {
  const key = `snapshots/${text.snapshotId}`;
  const rows = await database.use((each) => each.awaited(row.id, [key]));
  if (!rows.ok) return rows;
  const [awaited] = rows.value;
  if (awaited === undefined) return err(failure('not_found', key));
  const home = await useLibrary((library) => library.reportOfText(shared, text));
  if (!home.ok) return home;
  const { value: reportId } = home;
  if (reportId === null) return err(failure('not_found', key));
  const fetched = await fetchAwaited(row, awaited);
  if (!fetched.ok) return fetched;
  const { value } = fetched;
  if (value === null) return err(failure('team_text_gone'));
  const stored = await useLibrary((library) =>
    library.receiveTeamRecords(reportId, [value], new Set()),
  );
  if (!stored.ok) return stored;
  const found = await useLibrary((library) => library.storedSnapshot(text.snapshotId));
  if (!found.ok) return found;
  // A text with another hash or length than its record says is not stored.
  if (found.value === null) return err(failure('team_text_gone'));
  return database.use((each) => each.arrived(row.id, [key]));
}
