import type { Clip, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ClipWithSource } from '@/utils/storage/queries';
import { clipsInReports } from './clips-in-reports';
import { hasPassage } from './has-passage';
import { useLibrary } from './open-library';

type Clips = Promise<Result<(ClipWithSource & { readonly reportId: ReportId })[], Failure>>;

/**
 * What was clipped from a page, or is cited of a place in it, each with the report that it was
 * filed under; not the page itself, and none of a bin. A fragment counts where it names a page
 * of its own, as single-page sites have it.
 */
export function clipsOfPage(url: string): Clips {
  return clipsThat(({ kind }) => kind !== 'page', url);
}

/** Those, and citations that name the page alone, whose passages may still have to be found. */
export function passagesOfPage(url: string): Clips {
  return clipsThat(hasPassage, url);
}

async function clipsThat(isWanted: (clip: Clip, pin: Pin | null) => boolean, url: string): Clips {
  const clips = await useLibrary((library) => library.clipsOfUrl(url));
  if (!clips.ok) return clips;
  return clipsInReports(
    clips.value.filter(
      ({ clip, pin, source }) => isWanted(clip, pin) && routeOf(source?.url ?? '') === routeOf(url),
    ),
  );
}

/** The fragment where it names a page of its own; else ''. */
function routeOf(url: string): string {
  return /#[/!].*$/s.exec(url)?.[0] ?? '';
}
