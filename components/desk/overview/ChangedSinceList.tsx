import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { partWords } from '@/components/review/SignOffBanner';
import type { DeskClaim } from '@/components/review/use-desk-claims';
import { formatMoment } from '@/components/ui/format';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import type { ChangedSince, SaidLater } from '@/utils/review/changed-since';
import { claimNumber } from '@/utils/review/claim-item';
import type { SignOffState } from '@/utils/review/sign-off';
import './overview.css';

interface ChangedSinceListProps {
  readonly changes: ChangedSince<DeskClaim>;
  /** The sign-off since which the changes are listed; null if there is none. */
  readonly signOff: SignOffState | null;
  readonly onShow: (claimKey: string) => void;
}

/** Lists what the report's authors changed after the review: the parts of the report, and claims. */
export function ChangedSinceList({ changes, signOff, onShow }: ChangedSinceListProps) {
  const { since, changed, nearby, said, added, removed } = changes;
  if (since === null) return null;
  const quiet = [changed, nearby, said, added, removed].every(({ length }) => length === 0);
  return (
    <section aria-labelledby="changed-since">
      <h2
        id="changed-since"
        class="ov-title"
        tabIndex={-1}
        data-focus="changed-since"
        // The browser scrolls only until the title is in view, and the list stays below the window.
        onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'start' })}
      >
        {i18n.t('since_title')}
      </h2>
      <p class="muted">
        {quiet
          ? i18n.t('since_nothing')
          : signOff === null
            ? i18n.t('since_decisions')
            : i18n.t('since_when', [formatMoment(since)])}
      </p>
      {signOff?.state === 'void' && (
        <p>
          {signOff.changed === null
            ? i18n.t('since_whole')
            : i18n.t('since_parts', [partWords(signOff.changed)])}
        </p>
      )}
      <Group title={i18n.t('since_changed', changed.length)} count={changed.length}>
        {changed.map(({ claim, review, edits }) => (
          <li key={claim.item.claim.key}>
            <ClaimButton claim={claim} onShow={onShow} />
            <p class="muted">
              {[
                ...edits.map((edit) => i18n.t(`changed_${edit}`)),
                i18n.t('desk_decided_before', [i18n.t(`decision_${review.decision}`)]),
              ].join(' ')}
            </p>
          </li>
        ))}
      </Group>
      <Group title={i18n.t('since_nearby', nearby.length)} count={nearby.length}>
        {nearby.map(({ claim, review }) => (
          <li key={claim.item.claim.key}>
            <ClaimButton claim={claim} onShow={onShow} />
            <p class="muted">
              {i18n.t('since_still_counts', [i18n.t(`decision_${review.decision}`)])}
            </p>
          </li>
        ))}
      </Group>
      <Group title={i18n.t('since_said', said.length)} count={said.length}>
        {said.map(({ claim, later }) => (
          <li key={claim.item.claim.key}>
            <ClaimButton claim={claim} onShow={onShow} />
            <p class="muted">{later.map(laterWords).join(' ')}</p>
          </li>
        ))}
      </Group>
      <Group title={i18n.t('since_added', added.length)} count={added.length}>
        {added.map((claim) => (
          <li key={claim.item.claim.key}>
            <ClaimButton claim={claim} onShow={onShow} />
          </li>
        ))}
      </Group>
      <Group title={i18n.t('since_removed', removed.length)} count={removed.length}>
        {removed.map(({ claimKey, words, review }) => (
          <li key={claimKey}>
            <bdi>{words ?? i18n.t('since_words_lost')}</bdi>
            {review !== null && (
              <p class="muted">
                {i18n.t('desk_decided_before', [i18n.t(`decision_${review.decision}`)])}
                {review.note.trim() !== '' && (
                  <>
                    {' · '}
                    <bdi>{review.note}</bdi>
                  </>
                )}
              </p>
            )}
          </li>
        ))}
      </Group>
    </section>
  );
}

function laterWords(said: SaidLater): string {
  if (said.kind === 'answered') {
    return i18n.t('since_answered', [i18n.t(`answer_${said.answer.answer}`)]);
  }
  return i18n.t(`since_${said.kind}`, [i18n.t(`decision_${said.review.decision}`)]);
}

function Group(props: { title: string; count: number; children: ComponentChildren }) {
  if (props.count === 0) return null;
  return (
    <>
      <h3 class="part-title">{props.title}</h3>
      <ul class="since-list">{props.children}</ul>
    </>
  );
}

function ClaimButton({ claim, onShow }: { claim: DeskClaim; onShow: (key: string) => void }) {
  const { item } = claim;
  const { words } = quotedClaim(item.claim, item.statement);
  return (
    <button type="button" class="ov-show" onClick={() => onShow(item.claim.key)}>
      {i18n.t('desk_claim_number', [claimNumber(item)])} ·{' '}
      <bdi>{raiseNoteMarks(words) || i18n.t('desk_no_words')}</bdi>
    </button>
  );
}
