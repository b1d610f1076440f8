import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { OnlyWordsCompared } from '@/components/clip/CheckWords';
import { ClipQuote } from '@/components/clip/ClipQuote';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { checkStateOf, claimNumber } from '@/utils/review/claim-item';
import { ClaimSentence } from './ClaimSentence';
import type { DeskClaim } from './use-desk-claims';
import './review.css';

interface ConfirmCleanSheetProps {
  readonly page: string;
  readonly claims: readonly DeskClaim[];
  readonly language: string;
  readonly onConfirm: (claims: readonly DeskClaim[]) => void;
  /** Leaves the sheet and shows a claim. */
  readonly onShow: (claimKey: string) => void;
  readonly onClose: () => void;
}

/**
 * Confirms the clean claims of one page in one act. It shows each claim with its passages, and only
 * claims that were shown can be confirmed.
 */
export function ConfirmCleanSheet(props: ConfirmCleanSheetProps) {
  const { claims } = props;
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    // The end of a claim must become visible; the first line of a long claim is not enough.
    const observer = new IntersectionObserver((entries) => {
      const now = entries.flatMap(({ isIntersecting, target }) =>
        isIntersecting && target instanceof HTMLElement ? (target.dataset['end'] ?? []) : [],
      );
      if (now.length > 0) setSeen((before) => new Set([...before, ...now]));
    });
    for (const end of list.current?.querySelectorAll('[data-end]') ?? []) observer.observe(end);
    return () => observer.disconnect();
  }, [claims]);

  const left = claims.filter(({ item }) => !seen.has(item.claim.key)).length;
  const confirm = () => {
    if (left === 0) props.onConfirm(claims);
  };
  return (
    <Sheet
      title={i18n.t('clean_title', claims.length)}
      subtitle={props.page}
      step="clean"
      onClose={props.onClose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        confirm();
      }}
      foot={
        <>
          <span class="muted grow" role="status">
            {left === 0 ? i18n.t('clean_all_shown') : i18n.t('clean_left', left)}
          </span>
          <Button onClick={props.onClose}>{i18n.t('cancel')}</Button>
          <Button look="primary" disabled={left > 0} focusKey="clean-confirm" onClick={confirm}>
            {i18n.t('clean_confirm', claims.length)}
          </Button>
        </>
      }
    >
      <p class="muted">{i18n.t('clean_text')}</p>
      <ol ref={list} class="clean-list">
        {claims.map((claim) => (
          <li key={claim.item.claim.key} class="card">
            {/* The keyboard reaches, and so scrolls, the list by these buttons. */}
            <Button look="quiet" onClick={() => props.onShow(claim.item.claim.key)}>
              {i18n.t('desk_claim_number', [claimNumber(claim.item)])}
            </Button>
            <ClaimSentence claim={claim} language={props.language} />
            {claim.item.passages.map(({ citationId, evidence }) =>
              evidence === null ? null : (
                <div key={citationId} class="stack stack-tight">
                  <ClipQuote view={evidence} />
                  <VerdictBadge verdict={checkStateOf(evidence)} />
                  <OnlyWordsCompared view={evidence} />
                </div>
              ),
            )}
            <span class="clean-end" data-end={claim.item.claim.key} />
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
