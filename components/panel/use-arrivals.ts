import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PageAct } from '@/components/state/use-page-history';
import type { OpenReport } from '@/components/state/use-report';
import type { Say } from '@/components/ui/Snackbar';
import { binClip, restoreClip } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { ReportTree } from '@/utils/model/report-tree';
import { partPlaces } from './describe-change';

/** How long something new is marked, in milliseconds. */
const MARKED = 1_000;
/** The number of frames in which something new may still appear: about one second. */
const LONGEST_WAIT = 60;
/** If more than this arrives at once, it comes from an import or a merge, and nothing scrolls. */
const MOST = 50;
/** One selection makes at most this many clips. If more arrive, another window merged a file. */
const MOST_CAPTURED = 10;

const FIELDS =
  'textarea, [contenteditable], input:not([type=checkbox], [type=radio]), .candidates *';

/**
 * Brings into view what was added to the open report, restored or moved to another section, and
 * marks it for a second. `setOpen` unfolds the section around it.
 * @param onCaptured Is called with the clips that the user has just captured in a page.
 */
export function useArrivals(
  report: OpenReport | null,
  setOpen: (id: string, open: boolean) => void,
  onCaptured: (clips: readonly Clip[]) => void,
): void {
  const seen = useRef<{
    readonly replica: unknown;
    readonly places: ReturnType<typeof partPlaces>;
    readonly clips: ReportTree['clips'];
  } | null>(null);
  useEffect(() => {
    const last = seen.current;
    const places = report === null ? null : partPlaces(report.tree);
    seen.current =
      places === null || report === null
        ? null
        : { replica: report.replica, places, clips: report.tree.clips };
    if (report === null || places === null || last?.replica !== report.replica) return;
    const fresh = [...report.tree.clips.values()].filter(({ id }) => !last.clips.has(id));
    // What comes while the user is in the panel is a result of the panel's own acts.
    const isElsewhere = !document.hasFocus();
    if (isElsewhere && fresh.length > 0 && fresh.length <= MOST_CAPTURED) {
      onCaptured(fresh.map(({ clip }) => clip));
    }
    const arrived = [...places].filter(([id, { list }]) => last.places.get(id)?.list !== list);
    // What a section contains arrives with it.
    const ids = new Set(arrived.map(([id]) => id));
    const outer = arrived.filter(([, { list }]) => !ids.has(list));
    if (outer.length === 0 || outer.length > MOST) return;
    for (const [, { kind, list }] of outer) {
      if (list !== '') setOpen(list, true);
      else if (kind === 'clip') setOpen('inbox', true);
    }
    show(outer.map(([id]) => id));
  }, [report?.tree, report?.replica]);
}

/** Marks the parts as soon as they are drawn, and scrolls to the first that is out of view. */
function show(ids: readonly string[], frame = 0): void {
  requestAnimationFrame(() => {
    const found = ids.flatMap((id) => elementOf(id) ?? []);
    if (found.length < ids.length && frame < LONGEST_WAIT) return show(ids, frame + 1);
    const [first] = found;
    if (first === undefined) return;
    // While the user types, or pins passages from an open list, the view does not move.
    if (!document.activeElement?.matches(FIELDS) && !found.some(isInView)) {
      first.scrollIntoView({ block: 'center' });
    }
    for (const element of found) {
      element.dataset['arrived'] = '';
      setTimeout(() => delete element.dataset['arrived'], MARKED);
    }
  });
}

/** Returns the list entry around a card, which stays when the card is drawn, or a section's head. */
function elementOf(id: string): HTMLElement | null {
  const name = CSS.escape(id);
  const part = document.querySelector<HTMLElement>(
    `[data-item="${name}"], [data-section="${name}"]`,
  );
  return part?.closest('li') ?? part;
}

/** Whether an element is between what covers the top and the bottom of the panel. */
function isInView(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const above = document.querySelector('.panel-header')?.getBoundingClientRect().bottom ?? 0;
  const below = document.querySelector('.panel-footer')?.getBoundingClientRect().top ?? innerHeight;
  return top >= above && bottom <= below;
}

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
