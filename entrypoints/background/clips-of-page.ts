import type { Clip, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { hasPassage } from '@/utils/model/has-passage';
import { ok, type Result } from '@/utils/model/result';
import type { ClipWithSource } from '@/utils/storage/queries';
import { type ClipInReport, clipsInReports, countedInReports } from './clips-in-reports';
import { useLibrary } from './open-library';

type Clips = Promise<Result<ClipInReport[], Failure>>;

/**
 * Returns the clips of passages of a page, with the report that each was filed under. Clips of the
 * whole page and clips in a bin are left out. The fragment counts if it selects a page of its own,
 * as on single-page sites.
 */
export async function clipsOfPage(url: string): Clips {
  const clips = await clipsThat(({ kind }) => kind !== 'page', url);
  return clips.ok ? clipsInReports(clips.value) : clips;
}

/**
 * Returns these clips, those that only cite the page, whose passages may still have to be found, and
 * those that a report cites from a bin or from another report.
 */
export async function passagesOfPage(url: string): Clips {
  const clips = await clipsThat(hasPassage, url);
  return clips.ok ? countedInReports(clips.value) : clips;
}

async function clipsThat(
  isWanted: (clip: Clip, pin: Pin | null) => boolean,
  url: string,
): Promise<Result<ClipWithSource[], Failure>> {
  const clips = await useLibrary((library) => library.clipsOfUrl(url));
  if (!clips.ok) return clips;
  return ok(
    clips.value.filter(
      ({ clip, pin, source }) => isWanted(clip, pin) && routeOf(source?.url ?? '') === routeOf(url),
    ),
  );
}

/** Returns the fragment if it selects a page of its own; else ''. */
function routeOf(url: string): string {
  return /#[/!].*$/s.exec(url)?.[0] ?? '';
}
