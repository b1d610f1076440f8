import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { formatMoment } from '@/components/ui/format';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { flagWords, reasonWords } from '@/components/ui/words';
import { type Check, type Foreign, isPass, type Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { ClipHistory } from '@/utils/storage/read';
import { readerWords } from './check-facts';
import './clip.css';
import { checkerName } from './ForeignNotice';

/** The number of entries that are shown at first. */
const SHOWN = 8;

interface ClipHistoryListProps {
  readonly view: ClipView;
  readonly load: () => Promise<Result<ClipHistory, Failure>>;
  readonly onHold: (pin: Pin) => void;
}

/** Lists a clip's checks and pins, the latest first. */
export function ClipHistoryList({ view, load, onHold }: ClipHistoryListProps) {
  const [found, setFound] = useState<Result<ClipHistory, Failure> | null>(null);
  const [all, setAll] = useState(false);
  const latest = useRef(load);
  latest.current = load;
  // The history is read again whenever something is added to it.
  const pinId = view.pin?.id;
  const runId = view.check?.runId;
  useEffect(() => {
    let closed = false;
    void latest.current().then((result) => {
      if (!closed) setFound(result);
    });
    return () => {
      closed = true;
    };
  }, [pinId, runId]);

  if (found === null) return <p class="muted">{i18n.t('loading')}</p>;
  if (!found.ok) return <ErrorNotice failure={found.error} />;
  const entries = found.value.entries.toReversed();
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <div class="stack stack-tight">
      <ol class="history" aria-label={i18n.t('history')}>
        {shown.map((entry) =>
          entry.kind === 'pin' ? (
            <PinEntry key={entry.pin.id} pin={entry.pin} view={view} onHold={onHold} />
          ) : (
            <CheckEntry key={entry.check.runId} check={entry.check} by={entry.by} />
          ),
        )}
      </ol>
      {shown.length < entries.length && (
        <button type="button" class="link-button show-more" onClick={() => setAll(true)}>
          {i18n.t('history_all', entries.length - shown.length)}
        </button>
      )}
    </div>
  );
}

function CheckEntry({ check, by }: { check: Check; by: Foreign | null }) {
  const { reason } = check.evidence;
  const words = [
    ...(by === null ? [] : [i18n.t('foreign_history', [checkerName(by)])]),
    readerWords(check.reader),
    ...(reason === null || isPass(check.verdict) ? [] : [reasonWords(reason)]),
    ...check.flags.map(flagWords),
  ];
  return (
    <li class="history-entry">
      <span class="row row-wrap">
        <time class="muted" dateTime={check.checkedAt}>
          {formatMoment(check.checkedAt)}
        </time>
        <VerdictBadge verdict={check.verdict} changes={check.evidence.changes} />
      </span>
      <span class="muted">{words.join(' · ')}</span>
    </li>
  );
}

const MADE_BY = {
  capture: 'history_clipped',
  import: 'history_imported',
  reviewer: 'history_pinned',
} as const satisfies Record<Pin['by'], string>;

function PinEntry({ pin, view, onHold }: { pin: Pin } & Omit<ClipHistoryListProps, 'load'>) {
  const holds = pin.id === view.pin?.id;
  return (
    <li class="history-entry">
      <span class="muted">
        <time dateTime={pin.madeAt}>{formatMoment(pin.madeAt)}</time> ·{' '}
        {i18n.t(pin.together ? 'history_adopted' : MADE_BY[pin.by])}
      </span>
      <span class="history-words" lang={view.source?.language ?? undefined} dir="auto">
        {pin.quote ?? i18n.t('history_no_wording')}
      </span>
      {holds ? (
        <span class="muted">{i18n.t('history_holds')}</span>
      ) : (
        <Button look="quiet" onClick={() => onHold(pin)}>
          {i18n.t('history_use')}
        </Button>
      )}
    </li>
  );
}
