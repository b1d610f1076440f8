import type { Clip, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { hasPassage } from '@/utils/model/has-passage';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ClipWithSource } from '@/utils/storage/queries';
import { clipsInReports } from './clips-in-reports';
import { useLibrary } from './open-library';

type Clips = Promise<Result<(ClipWithSource & { readonly reportId: ReportId })[], Failure>>;

/**
 * Returns the clips of passages of a page, with the report that each was filed under. Clips of the
 * whole page and clips in a bin are left out. The fragment counts if it selects a page of its own,
 * as on single-page sites.
 */
export function clipsOfPage(url: string): Clips {
  return clipsThat(({ kind }) => kind !== 'page', url);
}

/**
 * Returns these clips and the citations that name only the page, whose passages may still have to
 * be found.
 */
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

/** Returns the fragment if it selects a page of its own; else ''. */
function routeOf(url: string): string {
  return /#[/!].*$/s.exec(url)?.[0] ?? '';
}
