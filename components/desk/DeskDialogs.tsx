import { ReviewerDialog } from '@/components/report/ReviewerDialog';
import { ConfirmCleanSheet } from '@/components/review/ConfirmCleanSheet';
import type { DeskActs } from '@/components/review/desk-acts';
import { FilterDialog } from '@/components/review/FilterDialog';
import { ReviewersDialog } from '@/components/review/ReviewersDialog';
import { SignOffSheet } from '@/components/review/SignOffSheet';
import type { DeskClaim, DeskClaims } from '@/components/review/use-desk-claims';
import { ReviewReportSheet } from '@/components/review-report/ReviewReportSheet';
import { sourceTitle } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { KeysSheet } from '@/components/ui/KeysSheet';
import type { SourceId } from '@/utils/model/ids';
import type { Review, ReviewAuthor } from '@/utils/model/project-reviews';
import { DESK_SHORTCUTS } from '@/utils/model/shortcuts';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { countUncovered } from '@/utils/review/content-hash';
import type { ClaimFilter } from '@/utils/review/filter-claims';
import type { ReportNumbers } from '@/utils/review/report-numbers';
import type { SignOffState } from '@/utils/review/sign-off';
import { countUncited } from '@/utils/review/uncited-sentences';
import type { LibraryReader } from '@/utils/storage/read';
import type { DeskCommands, DeskDialog } from './use-desk-commands';

interface DeskDialogsProps {
  readonly dialog: DeskDialog;
  readonly commands: DeskCommands;
  readonly acts: DeskActs;
  readonly reader: LibraryReader | null;
  readonly report: OpenReport;
  readonly authors: readonly ReviewAuthor[];
  /** All claims, in reading order. */
  readonly claims: readonly DeskClaim[];
  /** The headings and statements of the report, in reading order. */
  readonly steps: readonly ReadStep[];
  readonly signOffs: readonly SignOffState[];
  readonly numbers: ReportNumbers;
  /** Whether every claim has been compared with its passages. */
  readonly hintsReady: boolean;
  readonly pages: readonly { readonly id: SourceId; readonly title: string }[];
  readonly filter: ClaimFilter;
  readonly count: DeskClaims['count'];
  readonly reviewer: string;
  readonly onFilter: (filter: ClaimFilter) => void;
  readonly onShow: (claimKey: string) => void;
  readonly onSay: (text: string) => void;
}

/** Shows the open dialog of the desk. */
export function DeskDialogs(props: DeskDialogsProps) {
  const { dialog, commands, acts, reader, report, claims, signOffs, reviewer } = props;
  const { close } = commands;
  switch (dialog.kind) {
    case 'report':
      return (
        <ReviewReportSheet
          acts={acts}
          reader={reader}
          report={report}
          all={claims}
          steps={props.steps}
          signOffs={signOffs}
          numbers={props.numbers}
          hintsReady={props.hintsReady}
          onSay={props.onSay}
          onClose={close}
        />
      );
    case 'keys':
      return <KeysSheet groups={DESK_SHORTCUTS} acts={acts} onClose={close} />;
    case 'filters':
      return (
        <FilterDialog
          filter={props.filter}
          tree={report.tree}
          pages={props.pages}
          count={props.count}
          onFilter={(next) => {
            props.onFilter(next);
            close();
          }}
          onClose={close}
        />
      );
    case 'reviewer':
      return <ReviewerDialog onNamed={commands.nameReviewer} onClose={close} />;
    case 'reviewers':
      return (
        <ReviewersDialog
          reviewer={reviewer}
          authors={props.authors}
          unsignedOf={(name) => ownUnsigned(claims, name)}
          onReviewer={commands.nameReviewer}
          onSignAgain={commands.signAgain}
          onClose={close}
        />
      );
    case 'clean': {
      const [first] = dialog.claims;
      const view = first?.item.passages.find(
        ({ evidence }) => evidence?.clip.sourceId === first.item.sourceId,
      )?.evidence;
      return (
        <ConfirmCleanSheet
          page={view === undefined || view === null ? '' : sourceTitle(view)}
          claims={dialog.claims}
          language={report.tree.content.language}
          onConfirm={commands.confirmClean}
          onShow={(key) => {
            props.onShow(key);
            close();
          }}
          onClose={close}
        />
      );
    }
    case 'sign':
      return (
        <SignOffSheet
          claims={claims}
          uncited={countUncited(props.steps)}
          uncovered={countUncovered(report.tree)}
          reviewer={reviewer}
          onSign={commands.sign}
          onShow={(key) => {
            props.onShow(key);
            close();
          }}
          onClose={close}
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
