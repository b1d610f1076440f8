import { i18n } from '#i18n';
import { CheckWords } from '@/components/clip/CheckWords';
import { ClipImages } from '@/components/clip/ClipImages';
import { ClipQuote } from '@/components/clip/ClipQuote';
import { ForeignNotice } from '@/components/clip/ForeignNotice';
import type { ClipView } from '@/components/state/clip-view';
import { hostOf } from '@/components/ui/format';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { type CitedPassage, checkStateOf } from '@/utils/review/claim-item';
import type { LibraryReader } from '@/utils/storage/read';
import './review.css';

interface PassageCardProps {
  readonly reader: LibraryReader | null;
  readonly passage: CitedPassage<ClipView>;
  /** Counted from 1. */
  readonly number: number;
  /** Whether its page is in the column beside it. */
  readonly current: boolean;
  readonly onChoose: () => void;
}

/** Shows one passage that a claim cites: its quote, its verdict, its page. */
export function PassageCard({ reader, passage, number, current, onChoose }: PassageCardProps) {
  const view = passage.evidence;
  if (view === null) {
    return <p class="card muted">{i18n.t('citation_of_missing')}</p>;
  }
  const verdict = checkStateOf(view);
  return (
    <article class={`card passage-card${current ? ' is-current' : ''}`}>
      <div class="passage-head">
        <button
          type="button"
          class="passage-choose"
          aria-pressed={current}
          data-focus={`passage-${number.toString()}`}
          onClick={onChoose}
        >
          {i18n.t('desk_passage', [number])}
          <span class="muted"> · {hostOf(view.source?.url ?? '')}</span>
        </button>
        <VerdictBadge verdict={verdict} changes={view.check?.evidence.changes} />
      </div>
      {reader !== null && view.images !== undefined && view.images.length > 0 && (
        <ClipImages
          ids={view.images}
          load={() => reader.attachments(view.clip.id)}
          language={view.source?.language ?? undefined}
        />
      )}
      <ClipQuote view={view} />
      <CheckWords view={view} />
      {view.foreign && <ForeignNotice finding={view.foreign} onCheck={null} />}
    </article>
  );
}
