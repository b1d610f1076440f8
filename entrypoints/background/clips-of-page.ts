import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ClipWithSource } from '@/utils/storage/queries';
import { clipsInReports } from './clips-in-reports';
import { useLibrary } from './open-library';

/**
 * What was clipped from a page, or is cited of a place in it, each with the report that it was
 * filed under; not the page itself, and none of a bin. A fragment counts where it names a page
 * of its own, as single-page sites have it.
 */
export async function clipsOfPage(
  url: string,
): Promise<Result<(ClipWithSource & { readonly reportId: ReportId })[], Failure>> {
  const clips = await useLibrary((library) => library.clipsOfUrl(url));
  if (!clips.ok) return clips;
  return clipsInReports(
    clips.value.filter(
      ({ clip, source }) => clip.kind !== 'page' && routeOf(source?.url ?? '') === routeOf(url),
    ),
  );
}

/** The fragment where it names a page of its own; else ''. */
function routeOf(url: string): string {
  return /#[/!].*$/s.exec(url)?.[0] ?? '';
}
