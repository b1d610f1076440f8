import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { FALLS, type Foreign } from '@/utils/model/evidence';
import type { ForeignFinding } from '@/utils/storage/read';
import './clip.css';

interface ForeignNoticeProps {
  readonly finding: ForeignFinding;
  /** Checks the clip, or shows the clip where it can be checked; null if neither is possible. */
  readonly onCheck: (() => void) | null;
  readonly act?: 'check' | 'show';
  readonly focusKey?: string;
}

/**
 * Shows what somebody else found about a clip's quote. Such a finding is no verdict of this
 * library. An altered, missing or gone quote is shown as a warning, any other finding as a note.
 */
export function ForeignNotice({ finding, onCheck, act = 'check', focusKey }: ForeignNoticeProps) {
  const { verdict, checkedAt } = finding.check;
  const when = <time dateTime={checkedAt}>{formatMoment(checkedAt)}</time>;
  if (!FALLS.includes(verdict)) {
    return (
      <p class="clip-reason" role="note">
        {foundWords(finding)} · {when} · {i18n.t('foreign_no_verdict')}
      </p>
    );
  }
  const label = i18n.t(act === 'check' ? 'foreign_check' : 'foreign_check_in_report');
  return (
    <div class="hint hint-warning" role="note">
      <Icon name="warning" />
      <div class="stack stack-tight">
        <p>
          <strong>{foundWords(finding)}</strong> · {when}
        </p>
        {onCheck === null ? (
          <p>{i18n.t('foreign_check_in_panel')}</p>
        ) : (
          <p>
            <Button
              look="plain"
              {...(focusKey === undefined ? {} : { focusKey })}
              label={i18n.t('labelled', [label, i18n.t(`verdict_${verdict}`)])}
              onClick={onCheck}
            >
              {label}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

function foundWords({ check, by }: ForeignFinding): string {
  const who = checkerName(by);
  const { verdict } = check;
  if (verdict === 'altered') return i18n.t('foreign_altered', [who]);
  if (verdict === 'missing') return i18n.t('foreign_missing', [who]);
  if (verdict === 'gone') return i18n.t('foreign_gone', [who]);
  return i18n.t('foreign_other', [who, i18n.t(`verdict_${verdict}`)]);
}

/** Names who made a check, for use after "by". The name comes from a file and is unverified. */
export function checkerName({ kind, name }: Foreign): string {
  if (kind === 'library') return i18n.t('foreign_library');
  if (kind === 'undated') return i18n.t('foreign_undated');
  const shown = (name ?? '').trim().slice(0, MOST_OF_NAME);
  return shown === '' ? i18n.t('foreign_somebody') : i18n.t('foreign_named', [shown]);
}

/** How many UTF-16 units of a name are shown. */
const MOST_OF_NAME = 60;
