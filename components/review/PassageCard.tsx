import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { CandidateList } from '@/components/clip/CandidateList';
import { CheckWords } from '@/components/clip/CheckWords';
import { ClipImages } from '@/components/clip/ClipImages';
import { ClipQuote } from '@/components/clip/ClipQuote';
import type { ClipPort } from '@/components/clip/clip-port';
import { ForeignNotice } from '@/components/clip/ForeignNotice';
import { PinActs } from '@/components/clip/PinActs';
import { checkToPinAgain, mayFindPassage } from '@/components/clip/pin-acts';
import { TitleNotice } from '@/components/clip/TitleNotice';
import type { ClipView } from '@/components/state/clip-view';
import { focusAfterDrawing } from '@/components/ui/focus';
import { hostOf } from '@/components/ui/format';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { type CitedPassage, checkStateOf } from '@/utils/review/claim-item';
import type { LibraryReader } from '@/utils/storage/read';
import './review.css';

/** How the desk finds and pins a passage for a citation without one. */
export interface PassageFinder extends Pick<ClipPort, 'pin' | 'retitle' | 'candidates'> {
  /** Whether the list of passages is open. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

interface PassageCardProps {
  readonly reader: LibraryReader | null;
  readonly passage: CitedPassage<ClipView>;
  /** Counted from 1. */
  readonly number: number;
  /** Whether its page is in the column beside it. */
  readonly current: boolean;
  readonly onChoose: () => void;
  readonly finder: PassageFinder | null;
}

/**
 * Shows one passage that a claim cites: its quote, its verdict, its page. For a citation without a
 * passage, passages of the page to choose from.
 */
export function PassageCard(props: PassageCardProps) {
  const { reader, passage, number, current, onChoose, finder } = props;
  const listId = useId();
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
          data-focus={`passage-${view.clip.id}`}
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
      {finder !== null && <TitleNotice view={view} onUse={finder.retitle} />}
      {finder !== null && view.check?.verdict === 'unpinned' && (
        <PinActs
          view={view}
          check={view.check}
          onPin={finder.pin}
          choosing={finder.open}
          listId={listId}
          onChoose={() => finder.onOpen(!finder.open)}
        />
      )}
      {finder?.open && (mayFindPassage(view) || checkToPinAgain(view) !== null) && (
        <CandidateList
          id={listId}
          load={finder.candidates}
          language={view.source?.language ?? undefined}
          onPin={({ start, end }, found) => {
            finder.onOpen(false);
            const position = { start, end };
            finder.pin({ act: 'choose', position, ...(found === null ? {} : { found }) });
          }}
          onClose={() => {
            finder.onOpen(false);
            focusAfterDrawing([`choose-${view.clip.id}`, 'claim']);
          }}
        />
      )}
      {view.foreign && <ForeignNotice finding={view.foreign} onCheck={null} />}
    </article>
  );
}
