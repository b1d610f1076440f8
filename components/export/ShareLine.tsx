import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { statementName } from '@/components/organise/item-name';
import type { SharedReport } from '@/components/state/use-share';
import { Button } from '@/components/ui/Button';
import { Disclosure } from '@/components/ui/Disclosure';
import { formatMoment } from '@/components/ui/format';
import { PersonChip } from '@/components/ui/PersonChip';
import { recordsByKind } from '@/components/ui/records-by-kind';
import { shownIn } from '@/utils/claim/shown-text';
import { request } from '@/utils/messaging/client';
import type { FailureCode } from '@/utils/model/failure';
import type { ReportId, StatementId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { LEFT_OUT_REASONS, type LeftOutItem, type ShareState } from '@/utils/model/team';
import './export.css';

interface ShareLineProps {
  readonly reportId: ReportId;
  readonly shared: SharedReport;
  /** Null while the report is loading. */
  readonly content: Pick<ReportContent, 'statements' | 'citations'> | null;
  readonly onShow: (id: StatementId) => void;
  /** Shows the teams in the settings. */
  readonly onSettings: () => void;
}

/** Refusals that end only in the settings: by the permission, or by a new invitation. */
const IN_SETTINGS: readonly FailureCode[] = ['team_host_refused', 'team_gone', 'team_expired'];

/** Says how far a shared report and its team's server are the same; nothing for other reports. */
export function ShareLine(props: ShareLineProps) {
  const { reportId, shared, content, onShow, onSettings } = props;
  const { state, people } = shared;
  const shown = shownIn(new Map(content?.citations.map((citation) => [citation.id, citation])));
  if (state === null) return null;
  const reasons = LEFT_OUT_REASONS.flatMap((reason) => {
    const count = state.leftOut[reason] ?? 0;
    return count === 0 ? [] : [i18n.t(`share_left_${reason}`, count)];
  });
  return (
    <div class="share-line">
      <div role="status">
        <p class="muted">{messageOf(state, reasons.length > 0)}</p>
        {state.kind === 'refused' && state.receives && (
          <p class="muted">{i18n.t('share_receives')}</p>
        )}
        {reasons.length > 0 && (
          <ul class="share-left">
            {reasons.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </div>
      {people.length > 0 && (
        <ul class="share-people" aria-label={i18n.t('present_title')}>
          {people.map(({ memberId, name, at }) => {
            const statement = content?.statements.find((each) => each.id === at);
            const words = statement === undefined ? null : statementName(statement.text, shown);
            return (
              <li key={`${memberId} ${at ?? ''}`}>
                <PersonChip name={name} /> <bdi>{name}</bdi>
                {at !== null && words !== null && (
                  <button
                    type="button"
                    class="link-button"
                    aria-label={i18n.t('present_show', [name, words])}
                    onClick={() => onShow(at)}
                  >
                    <bdi>{words}</bdi>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {state.kind === 'refused' && (
        <p class="share-acts">
          {state.failure.code === 'team_report_deleted' ? (
            <Button focusKey="share-end" onClick={() => void request('team.unshare', { reportId })}>
              {i18n.t('share_end')}
            </Button>
          ) : (
            <Button focusKey="share-retry" onClick={() => void request('team.retry', { reportId })}>
              {i18n.t('share_retry')}
            </Button>
          )}
          {IN_SETTINGS.includes(state.failure.code) && (
            <Button onClick={onSettings}>{i18n.t('settings')}</Button>
          )}
        </p>
      )}
      {reasons.length > 0 && <LeftOutList reportId={reportId} key={reasons.join()} />}
    </div>
  );
}

/** Lists what stays here, when it is unfolded. */
function LeftOutList({ reportId }: { reportId: ReportId }) {
  const [items, setItems] = useState<readonly LeftOutItem[] | null>(null);
  const toggle = async (open: boolean) => {
    const found = open ? await request('team.leftOut', { reportId }) : null;
    setItems(found?.ok === true ? found.value.items : null);
  };
  return (
    <>
      <p class="muted">{i18n.t('share_left_hint')}</p>
      <Disclosure
        open={items !== null}
        onToggle={(open) => void toggle(open)}
        controls="share-left-list"
        focusKey="share-left"
      >
        {i18n.t('share_left_show')}
      </Disclosure>
      <ul id="share-left-list" class="share-left" hidden={items === null}>
        {items?.map(({ store, words, reason }, at) => (
          <li key={`${store} ${words} ${reason} ${at.toString()}`}>
            {recordsByKind({ [store]: 1 })} <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function messageOf(state: ShareState, isIncomplete: boolean): string {
  switch (state.kind) {
    case 'synced':
      return i18n.t(isIncomplete ? 'share_except' : 'share_synced', [state.team]);
    case 'waiting':
      return i18n.t('share_waiting', state.waiting, [`${state.waiting}`, state.team]);
    case 'offline': {
      const { waiting, team, since } = state;
      return i18n.t('share_offline', waiting, [`${waiting}`, team, formatMoment(since)]);
    }
    case 'refused':
      return i18n.t('share_refused', [state.team, i18n.t(`failure_${state.failure.code}`)]);
  }
}
