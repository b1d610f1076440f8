import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ChangesChoice } from '@/components/merge/ChangesChoice';
import { ChangesFoot } from '@/components/merge/ChangesSheet';
import { sectionOptions } from '@/components/state/section-options';
import type { Library } from '@/components/state/use-library';
import type { OpenReport } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { Sheet } from '@/components/ui/Sheet';
import { followChanges } from '@/utils/messaging/client';
import { BundleFacts, reviewCounts } from './BundleFacts';
import { BundleUseChoice, bundleUse, offeredUses } from './BundleUseChoice';
import './export.css';
import { LeftOutNotice } from '@/components/merge/LeftOutNotice';
import type { BundleUse, Received } from './receive-bundle';
import { useReceiving } from './use-receiving';

interface ReceiveSheetProps {
  readonly file: File;
  readonly library: Library;
  /** The report that is open in the panel. */
  readonly report: OpenReport | null;
  readonly onSettings: () => void;
  readonly onReceived: (received: Received) => void;
  readonly onClose: () => void;
}

/** Shows what a received bundle contains, asks what to do with it, and says what was added. */
export function ReceiveSheet(props: ReceiveSheetProps) {
  const { file, library, report, onClose } = props;
  const { state, decision, store, cancel } = useReceiving(file, library, report);
  const { asked } = decision;
  const [chosen, choose] = useState<BundleUse | null>(null);
  const summary = 'summary' in state && state.summary.kind !== 'backup' ? state.summary : null;
  const isBackup = state.kind === 'opened' && state.summary.kind === 'backup';
  const latestClose = useRef(onClose);
  latestClose.current = onClose;
  // Nothing is left to do with a backup that was restored in the settings.
  useEffect(() => {
    if (!isBackup) return;
    return followChanges(({ kind }) => kind === 'library' && latestClose.current());
  }, [isBackup]);
  const uses = summary === null ? [] : offeredUses(summary, library.reports, report);
  const [likeliest] = uses;
  const use = chosen ?? (likeliest === undefined ? null : bundleUse(likeliest.kind));

  return (
    <Sheet
      title={i18n.t(asked === null ? 'bundle_open' : 'changes_title')}
      subtitle={file.name}
      step={asked?.plan.seen ?? (state.kind === 'done' ? 'done' : 'open')}
      // However it is closed, the report appears with the notice that offers to undo the import.
      onClose={() => (state.kind === 'done' ? props.onReceived(state.received) : onClose())}
      foot={
        asked !== null ? (
          <ChangesFoot decision={decision} />
        ) : state.kind === 'done' ? (
          <Button look="primary" onClick={() => props.onReceived(state.received)}>
            {i18n.t('bundle_show_report')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{i18n.t('cancel')}</Button>
            {isBackup && (
              <Button look="primary" onClick={props.onSettings}>
                {i18n.t('settings')}
              </Button>
            )}
            {summary !== null && use !== null && (
              <Button look="primary" disabled={state.kind !== 'opened'} onClick={() => store(use)}>
                {uses.find(({ kind }) => kind === use.kind)?.confirm}
              </Button>
            )}
          </>
        )
      }
    >
      {state.kind === 'reading' && (
        <ProgressBar label={i18n.t('bundle_reading')} done={0} total={null} />
      )}
      {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
      {isBackup && <HintNotice icon="restore">{i18n.t('bundle_is_backup')}</HintNotice>}
      {state.kind === 'done' && <ReceivedPart received={state.received} />}
      {asked !== null && <ChangesChoice {...asked} onDecline={decision.decline} />}
      {summary !== null && state.kind !== 'done' && asked === null && (
        <BundleFacts summary={summary} />
      )}
      {state.kind === 'opened' && use !== null && (
        <BundleUseChoice
          uses={uses}
          chosen={use}
          sections={report === null ? [] : sectionOptions(report.tree.sections)}
          onChoose={choose}
        />
      )}
      {state.kind === 'storing' && asked === null && (
        <ProgressBar
          label={i18n.t('bundle_storing')}
          done={state.done}
          total={state.total}
          onCancel={cancel}
        />
      )}
    </Sheet>
  );
}

/** Lists what a bundle added. */
function ReceivedPart({ received }: { received: Received }) {
  const { came, readAgain, restored } = received;
  const { added, changed, counts, destroyed, leftOut, declined } = restored;
  const { checks = 0, attachments = 0, snapshots = 0 } = counts.added;
  const lines = [
    came.sections > 0 && i18n.t('bundle_sections_count', came.sections),
    came.statements > 0 && i18n.t('bundle_statements_count', came.statements),
    came.clips > 0 && i18n.t('clips_count', came.clips),
    came.changed > 0 && i18n.t('bundle_changed_count', came.changed),
    checks > 0 && i18n.t('bundle_checks_count', checks),
    attachments > 0 && i18n.t('images_count', attachments),
    snapshots > 0 && i18n.t('bundle_pages_count', snapshots),
    ...reviewCounts(came),
    changed > 0 && i18n.t('bundle_other_count', changed),
    destroyed > 0 && i18n.t('bundle_destroyed_count', destroyed),
  ].filter((line) => line !== false);
  return (
    <div class="stack" role="status">
      {lines.length === 0 ? (
        (added > 0 || declined.length === 0) && (
          <p>{i18n.t(added === 0 ? 'bundle_nothing_new' : 'bundle_nothing_seen')}</p>
        )
      ) : (
        <>
          <p>{i18n.t('bundle_came_in')}</p>
          <ul class="bundle-counts">
            {lines.map((line) => (
              <li class="bundle-count" key={line}>
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
      {readAgain > 0 && (
        <HintNotice icon="warning">
          {i18n.t('read_again_count', readAgain)} {i18n.t('bundle_read_again_hint', readAgain)}
        </HintNotice>
      )}
      <LeftOutNotice leftOut={leftOut} declined={declined} />
    </div>
  );
}
