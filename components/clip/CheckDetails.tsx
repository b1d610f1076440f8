import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { formatMoment } from '@/components/ui/format';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { adviceWords, flagWords, reasonDetail, reasonWords } from '@/components/ui/words';
import { type Check, leavesOutImage } from '@/utils/model/evidence';
import { ArchiveCopy } from './ArchiveCopy';
import { changeWords, flagHelp, locatedWords, readerWords, stepWords } from './check-facts';
import './clip.css';
import { PassageInContext } from './PassageInContext';

/**
 * Shows everything that a check found: what the verdict means, its reason, what changed, and where
 * and how the page was read.
 */
export function CheckDetails({ view, check }: { view: ClipView; check: Check }) {
  const { verdict, flags, evidence, finalUrl, reader, checkedAt } = check;
  const { reason, changes, passage, httpStatus, located, steps = [] } = evidence;
  const detail = reasonDetail(evidence);
  const elsewhere = finalUrl !== null && finalUrl !== view.source?.url ? finalUrl : null;
  return (
    <div class="stack stack-tight">
      <p class="row row-wrap">
        <VerdictBadge verdict={verdict} />
        <span class="muted grow">
          {i18n.t(`means_${verdict}`)}
          {leavesOutImage(verdict, view.clip, view.images) && ` ${i18n.t('only_words_compared')}.`}
        </span>
      </p>
      <dl class="check-facts">
        {reason !== null && (
          <Fact name={i18n.t('check_reason')}>
            {reasonWords(reason)}
            {detail !== null && <bdi> ({detail})</bdi>} {adviceWords(reason)}
          </Fact>
        )}
        {changes.length > 0 && (
          <Fact name={i18n.t('check_changes')}>
            <ul class="check-list">
              {changes.map((change, at) => (
                <li key={`${at.toString()}-${change.fact}`}>{changeWords(change)}</li>
              ))}
            </ul>
          </Fact>
        )}
        {located !== undefined && (
          <Fact name={i18n.t('check_located')}>
            <ul class="check-list">
              {locatedWords(located).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Fact>
        )}
        {flags.length > 0 && (
          <Fact name={i18n.t('check_notes')}>
            <ul class="check-list">
              {flags.map((flag) => (
                <li key={flag}>
                  {flagWords(flag)}. <span class="check-help">{flagHelp(flag)}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {passage !== null && (
          <Fact name={passageName(check)}>
            <PassageInContext passage={passage} language={view.source?.language ?? undefined} />
          </Fact>
        )}
        <Fact name={i18n.t('check_when')}>
          <time dateTime={checkedAt}>{formatMoment(checkedAt)}</time>
        </Fact>
        <Fact name={i18n.t('check_how')}>{readerWords(reader)}</Fact>
        {steps.length > 1 && (
          <Fact name={i18n.t('check_steps')}>
            <ol class="check-list">
              {steps.map((step) => (
                <li key={step.reader}>
                  {stepWords(step)}
                  <ArchiveCopy step={step} />
                </li>
              ))}
            </ol>
          </Fact>
        )}
        {httpStatus !== null && (
          <Fact name={i18n.t('check_status')}>{`HTTP ${httpStatus.toString()}`}</Fact>
        )}
        {elsewhere !== null && (
          <Fact name={i18n.t('check_address')}>
            <bdi class="check-address">{elsewhere}</bdi>
          </Fact>
        )}
      </dl>
    </div>
  );
}

/** Names where the passage stands: on the page, or in the archived copy if the page is gone. */
function passageName({ reader, evidence: { steps = [] } }: Check): string {
  const copy = reader === 'memento' ? steps.at(-1)?.mementoDatetime : undefined;
  return copy === undefined
    ? i18n.t('check_passage')
    : i18n.t('archive_copy_of', [formatMoment(copy)]);
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="check-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
