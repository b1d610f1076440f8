import { useLayoutEffect } from 'preact/hooks';
import { PageClips } from '@/components/highlights/PageClips';
import { LostNotice } from '@/components/library/LostNotice';
import { Organiser } from '@/components/organise/Organiser';
import { PanelContext } from '@/components/report/panel-context';
import { BackupReminder } from '@/components/settings/BackupReminder';
import type { Acts } from '@/components/state/acts';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { Snackbar } from '@/components/ui/Snackbar';
import { PanelDialogs } from './PanelDialogs';
import { PanelFooter } from './PanelFooter';
import { PanelMain } from './PanelMain';
import './panel.css';
import { ReportHeader } from './ReportHeader';
import { type SidePanelState, useSidePanel } from './use-side-panel';

/** The side panel: shows, arranges, verifies and exports one report. */
export function SidePanel({ acts }: { acts: Acts }) {
  const panel = useSidePanel(acts);
  useFocusKept();
  const { library, place, report, problem, questions } = panel;
  const { page, reportId } = place;
  return (
    <div class="panel">
      <ReportHeader panel={panel} />
      <PanelContext.Provider value={panel.view}>
        <Organiser
          class="panel-main stack"
          acts={acts}
          report={page === 'report' ? report : null}
          arrange={panel.arrange}
          shown={panel.shown}
          say={panel.say}
          sayDone={panel.sayDone}
          ask={questions.ask}
          onEdit={(id) => panel.view?.commands.editStatement(id)}
        >
          <LostNotice acts={acts.lostLibrary} focusNext={['report-switch']} />
          {problem !== null && (
            <div class="panel-problem">
              <ErrorNotice
                failure={problem}
                onClose={panel.ofLastAct ? () => closeProblem(panel) : null}
              />
            </div>
          )}
          <BackupReminder acts={acts} reports={library.reports} />
          <PageClips acts={acts.highlights} />
          <ErrorBoundary of="part">
            <PanelMain panel={panel} />
          </ErrorBoundary>
        </Organiser>
      </PanelContext.Provider>
      {page !== 'library' && reportId !== null && <PanelFooter key={reportId} panel={panel} />}
      <PanelDialogs panel={panel} />
      <Snackbar notice={panel.notice} onDone={panel.dismiss} />
    </div>
  );
}

function closeProblem({ setFailure }: SidePanelState): void {
  setFailure(null);
  focusAfterDrawing(['main'], { preventScroll: true });
}

/**
 * Keeps the focus in the panel. If the panel does not handle Escape, Chrome moves the focus to the
 * page, and the next keys go there.
 */
function useFocusKept(): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      // Escape with another key is a shortcut of the browser or of the system.
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      // The browser closes dialogs and popovers on Escape.
      if (document.querySelector('dialog:modal, [popover]:popover-open') !== null) return;
      event.preventDefault();
    };
    // The notice listens on the document, which gets a key before the window does.
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
