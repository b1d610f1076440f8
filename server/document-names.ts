import { isId } from '@/utils/model/ids';
import type { Database } from './schema';

/*
 * A shared report has two Yjs documents (`utils/model/report-document.ts`), each with a name of its
 * own: `<team>/<report>/content` and `<team>/<report>/notes`.
 */

/** Returns the team in a name that somebody sent; null if it is no name of a document. */
export function validTeamOf(name: string): string | null {
  const [team, report, part, ...more] = name.split('/');
  const isPart = part === 'content' || part === 'notes';
  return isId(team) && isId(report) && isPart && more.length === 0 ? team : null;
}

/** Returns the team in the valid name of a document. */
export function teamOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

/** Returns the report in the valid name of a document. */
export function reportOf(name: string): string {
  return name.split('/')[1] ?? '';
}

/** Returns the names of the contents of all reports of a team, in no particular order. */
export async function contentsOf(from: Database, teamId: string): Promise<string[]> {
  const rows = await from
    .selectFrom('updates')
    .select('document')
    .distinct()
    // The first two conditions let the database use the index. Ids have no letter above f.
    .where('document', '>=', teamId)
    .where('document', '<', `${teamId}g`)
    .where('document', 'like', `${teamId}/%/content`)
    .execute();
  return rows.map(({ document }) => document);
}
