import { i18n } from '#i18n';
import { reportName, sectionName } from '@/components/ui/names';
import type { HighlighterReplies } from '@/utils/messaging/protocol/highlight-calls';
import type { Clip } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { placeOfClip } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import { useLibrary } from './open-library';

/** Returns what the reports of these clips say about them: note, tags and place, as text. */
export function notesOfClips(
  clips: readonly { readonly clip: Clip; readonly reportId: ReportId }[],
): Promise<Result<HighlighterReplies['highlights.notes'], Failure>> {
  return useLibrary(async (library) => {
    const notes: HighlighterReplies['highlights.notes']['notes'][number][] = [];
    for (const { clip, reportId } of clips) {
      const content = await library.loadReport(reportId);
      if (!content.ok) return content;
      const { title, placements, sections } = content.value;
      const placement = placements.find(({ clipId }) => clipId === clip.id) ?? null;
      const sectionId = placeOfClip(clip, placement, content.value)?.sectionId ?? null;
      const section = sections.find(({ id }) => id === sectionId);
      const report = reportName(title);
      const place = section === undefined ? i18n.t('inbox') : sectionName(section.title);
      notes.push({
        note: placement?.note.trim() ?? '',
        tags: placement?.tags ?? [],
        place: `${report} · ${place}`,
      });
    }
    return ok({ notes });
  });
}
