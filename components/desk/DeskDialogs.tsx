import { i18n } from '#i18n';
import { NameDialog } from '@/components/report/NameDialog';
import { ConfirmCleanSheet } from '@/components/review/ConfirmCleanSheet';
import { FilterDialog } from '@/components/review/FilterDialog';
import { ReviewersDialog } from '@/components/review/ReviewersDialog';
import { SignOffSheet } from '@/components/review/SignOffSheet';
import type { DeskClaim } from '@/components/review/use-desk-claims';
import { sourceTitle } from '@/components/state/clip-view';
import type { SourceId } from '@/utils/model/ids';
import type { Review, ReviewAuthor } from '@/utils/model/project-reviews';
import type { ReportTree } from '@/utils/model/report-tree';
import type { ClaimFilter } from '@/utils/review/filter-claims';
import { KeysSheet } from './KeysSheet';

/** A question that the desk is asking. */
export type DeskDialog =
  | { readonly kind: 'keys' }
  | { readonly kind: 'filters' }
  /** Asks for the reviewer's name before the first decision. */
  | { readonly kind: 'reviewer'; readonly onNamed: (name: string) => void }
  /** Shows the reviewer's name and the other reviewers' keys. */
  | { readonly kind: 'reviewers' }
  | { readonly kind: 'clean'; readonly claims: readonly DeskClaim[] }
  | { readonly kind: 'sign' }
  /** How the review leaves; a sheet of its own. */
  | { readonly kind: 'report' };

interface DeskDialogsProps {
  readonly dialog: DeskDialog;
  readonly tree: ReportTree;
  readonly claims: readonly DeskClaim[];
  readonly language: string;
  readonly pages: readonly { readonly id: SourceId; readonly title: string }[];
  readonly filter: ClaimFilter;
  readonly reviewer: string;
  readonly count: (filter: ClaimFilter) => number;
  readonly onFilter: (filter: ClaimFilter) => void;
  readonly onReviewer: (name: string) => void;
  readonly authors: readonly ReviewAuthor[];
  readonly onSignAgain: (reviews: readonly Review[]) => void;
  readonly onConfirmClean: (claims: readonly DeskClaim[]) => void;
  readonly onSign: (excepted: ReadonlySet<string>) => void;
  readonly onShow: (claimKey: string) => void;
  readonly onClose: () => void;
}

/** The question that the desk is asking. */
export function DeskDialogs(props: DeskDialogsProps) {
  const { dialog, onClose } = props;
  switch (dialog.kind) {
    case 'report':
      return null;
    case 'keys':
      return <KeysSheet onClose={onClose} />;
    case 'filters':
      return (
        <FilterDialog
          filter={props.filter}
          tree={props.tree}
          pages={props.pages}
          count={props.count}
          onFilter={props.onFilter}
          onClose={onClose}
        />
      );
    case 'reviewer':
      return (
        <NameDialog
          title={i18n.t('reviewer_title')}
          label={i18n.t('reviewer_label')}
          confirm={i18n.t('reviewer_confirm')}
          value={props.reviewer}
          onConfirm={props.onReviewer}
          onClose={onClose}
        />
      );
    case 'reviewers': {
      const unsigned = ownUnsigned(props.claims, props.reviewer);
      return (
        <ReviewersDialog
          reviewer={props.reviewer}
          authors={props.authors}
          unsigned={unsigned.length}
          onReviewer={props.onReviewer}
          onSignAgain={() => props.onSignAgain(unsigned)}
          onClose={onClose}
        />
      );
    }
    case 'clean': {
      const [first] = dialog.claims;
      const view = first?.item.passages.find(
        ({ evidence }) => evidence?.clip.sourceId === first.item.sourceId,
      )?.evidence;
      return (
        <ConfirmCleanSheet
          page={view === undefined || view === null ? '' : sourceTitle(view)}
          claims={dialog.claims}
          language={props.language}
          onConfirm={props.onConfirmClean}
          onClose={onClose}
        />
      );
    }
    case 'sign':
      return (
        <SignOffSheet
          claims={props.claims}
          reviewer={props.reviewer}
          onSign={props.onSign}
          onShow={props.onShow}
          onClose={onClose}
        />
      );
  }
}

/** Returns the unsigned decisions of older versions that bear the reviewer's name. */
function ownUnsigned(claims: readonly DeskClaim[], reviewer: string): readonly Review[] {
  return claims.flatMap(({ review: { all } }) => {
    if (reviewer === '' || all.some(({ standing }) => standing === 'own')) return [];
    const own = all.filter((each) => each.standing === 'unsigned' && each.reviewer === reviewer);
    // If a claim has several, their order is unknown, so the reviewer must decide again.
    return own.length === 1 ? own : [];
  });
}
