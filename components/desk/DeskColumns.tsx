import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import { ClaimColumn, type ClaimColumnProps } from '@/components/review/ClaimColumn';
import { PageColumn } from '@/components/review/PageColumn';
import type { ReportClaims } from '@/components/review/use-claims';
import type { DeskClaim, DeskClaims } from '@/components/review/use-desk-claims';
import type { NoteField } from '@/components/review/use-note';
import type { ShownPassage } from '@/components/review/use-passage';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import type { LibraryReader } from '@/utils/storage/read';
import { ReportColumn, type ReportView } from './ReportColumn';
import './desk.css';

interface DeskColumnsProps
  extends Pick<ClaimColumnProps, 'onNoteDone' | 'onDecide' | 'onAnswer' | 'finderOf'> {
  /** Whether the overview replaces the columns. */
  readonly hidden: boolean;
  readonly reader: LibraryReader | null;
  readonly claims: ReportClaims;
  readonly desk: DeskClaims;
  /** The current claim. */
  readonly claim: DeskClaim | null;
  readonly passage: ShownPassage;
  readonly language: string;
  readonly view: ReportView;
  /** Whether a filter or a search hides some claims. */
  readonly narrowed: boolean;
  readonly note: NoteField;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly whenClipped: boolean;
  readonly onView: (view: ReportView) => void;
  readonly onWiden: () => void;
  readonly onChoose: (key: string) => void;
  readonly onWhenClipped: (whenClipped: boolean) => void;
}

/** How many of the next claims are listed. */
const FOLLOWING = 4;

/** Three columns: the report, the current claim, and the page of its passage. */
export function DeskColumns(props: DeskColumnsProps) {
  const { desk, claim, passage } = props;
  const shown = desk.order.filter(({ item }) => desk.shown.has(item.claim.key));
  const place = claim === null ? -1 : shown.indexOf(claim);
  const group = desk.groups.find((each) => claim !== null && each.claims.includes(claim));
  return (
    <main class="desk-columns" hidden={props.hidden}>
      <ErrorBoundary of="part">
        <ReportColumn
          view={props.view}
          steps={props.claims.steps}
          desk={desk}
          language={props.language}
          current={props.hidden ? null : (claim?.item.claim.key ?? null)}
          narrowed={props.narrowed ? desk.all.length : null}
          onView={props.onView}
          onWiden={props.onWiden}
          onChoose={props.onChoose}
        />
      </ErrorBoundary>
      <section class="desk-column desk-claim" aria-label={i18n.t('desk_claim')} tabIndex={-1}>
        {claim === null ? (
          <EmptyState icon="quote" title={i18n.t('desk_no_claims_title')}>
            <p>{i18n.t('desk_no_claims')}</p>
          </EmptyState>
        ) : (
          <ErrorBoundary of="part" showing={claim.item.claim.key}>
            <ClaimColumn
              reader={props.reader}
              claim={claim}
              language={props.language}
              claims={desk.all.length}
              place={place < 0 ? null : place + 1}
              total={shown.length}
              onPage={
                group === undefined || group.key === 'all'
                  ? null
                  : { at: group.claims.indexOf(claim) + 1, of: group.claims.length }
              }
              following={place < 0 ? [] : shown.slice(place + 1, place + 1 + FOLLOWING)}
              passageAt={passage.at}
              onPassage={passage.choose}
              finderOf={props.finderOf}
              note={props.note.value}
              noteRef={props.noteRef}
              onNote={props.note.write}
              onNoteDone={props.onNoteDone}
              onDecide={props.onDecide}
              onAnswer={props.onAnswer}
              onChoose={props.onChoose}
            />
          </ErrorBoundary>
        )}
      </section>
      <section class="desk-column desk-page" aria-label={i18n.t('desk_page')} tabIndex={-1}>
        {passage.view !== null && (
          <ErrorBoundary of="part" showing={passage.view.clip.id}>
            <PageColumn
              reader={props.reader}
              view={passage.view}
              whenClipped={props.whenClipped}
              onWhenClipped={props.onWhenClipped}
            />
          </ErrorBoundary>
        )}
      </section>
    </main>
  );
}
