import { i18n } from '#i18n';
import type { Say } from '@/components/ui/Snackbar';
import { binClip, restoreClip } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { PageAct } from './use-page-history';

/**
 * Returns the undo step of clips that were captured in a page, because the newest change is undone
 * first. The report's own undo knows only edits of this panel. It is no step any more if one of the
 * clips is gone or in the bin, for example because the page's notice undid it.
 */
export function capturedStep(
  replica: ReportReplica,
  clips: readonly Clip[],
  isThere: (clip: Clip) => boolean,
  say: Say,
): PageAct {
  const edit = (
    done: 'undone_what' | 'redone_what',
    act: (doc: Parameters<typeof binClip>[0], clip: Clip) => void,
  ) => {
    const all = (doc: Parameters<typeof binClip>[0]) => {
      for (const clip of clips) act(doc, clip);
    };
    replica.edit(all, { lasting: true });
    say(i18n.t(done, [i18n.t('step_clip_added', clips.length)]));
  };
  return {
    within: replica,
    mayUndo: async () => clips.every(isThere),
    undo: () => {
      const at = new Date().toISOString();
      edit('undone_what', (doc, { id }) => binClip(doc, { clipId: id, at }));
    },
    redo: () =>
      edit('redone_what', (doc, { id, filedUnder }) =>
        restoreClip(doc, { clipId: id, filedUnder }),
      ),
  };
}
