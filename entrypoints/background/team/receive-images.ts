import type { ReportId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { factsOfAwaited, fetchAwaited } from './exchange-evidence';
import type { LiveTeam, Reply, SyncPorts } from './live-share';
import { eachAtOnce } from './transfer-blobs';

interface Fetching extends Pick<SyncPorts, 'database' | 'useLibrary' | 'onEvidence'> {
  /** The shared reports of the team that take what comes from its server. */
  readonly shared: ReadonlySet<ReportId>;
}

/** How many records of images are read in one step. Their bytes are downloaded a few at a time. */
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
