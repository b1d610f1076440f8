import { i18n } from '#i18n';
import { DeleteSharedDialog } from '@/components/export/DeleteSharedDialog';
import { ExportSheet } from '@/components/export/ExportSheet';
import { ReceiveSheet } from '@/components/export/ReceiveSheet';
import { ShareSheet } from '@/components/export/ShareSheet';
import { writeReport } from '@/components/export/write-report';
import { PanelImport } from '@/components/import/PanelImport';
import { useImportPort } from '@/components/import/use-import-port';
import type { ArrangeChanges } from '@/components/organise/arrange-changes';
import { itemName } from '@/components/organise/item-name';
import { TagDialog } from '@/components/organise/TagDialog';
import { tagNames } from '@/components/organise/tags';
import { focusWithout } from '@/components/organise/use-bulk-acts';
import { CiteDialog } from '@/components/report/CiteDialog';
import { claimAt } from '@/components/report/claim-at';
import { MoveDialog } from '@/components/report/MoveDialog';
import { NameDialog } from '@/components/report/NameDialog';
import { NewReportDialog } from '@/components/report/NewReportDialog';
import { ReviewerDialog } from '@/components/report/ReviewerDialog';
import type { ReportChanges } from '@/components/report/report-changes';
import { liveItems } from '@/components/state/clip-views';
import { findSection, sectionOptions } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import { Dialog } from '@/components/ui/Dialog';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatMoment } from '@/components/ui/format';
import { KeysSheet } from '@/components/ui/KeysSheet';
import { reportName, sectionName } from '@/components/ui/names';
import { AdoptLocatedSheet } from '@/components/verify/AdoptLocatedSheet';
import { RecheckDialog } from '@/components/verify/RecheckDialog';
import { VerifyDialog } from '@/components/verify/VerifyDialog';
import { clipsToRead, sitesOf } from '@/components/verify/verify-sites';
import { shownIn } from '@/utils/claim/shown-text';
import type { ClipId, SectionId } from '@/utils/model/ids';
import { binnedClips, type ReportTree } from '@/utils/model/report-tree';
import { SHORTCUTS_OF } from '@/utils/model/shortcuts';
import { isAdoptable } from '@/utils/verify/adoptable';
import type { PanelDialog } from './use-panel-questions';
import type { SidePanelState } from './use-side-panel';

/** The value of the option for no section. */
const NOWHERE = '';

/** What is shown over the panel: the open dialog, and everything about importing. */
export function PanelDialogs({ panel }: { panel: SidePanelState }) {
  const { library, place, report, questions, say } = panel;
  const { dialog } = questions;
  const importPort = useImportPort(library, report);
  return (
    <>
      {dialog !== null && <OpenDialog key={JSON.stringify(dialog)} dialog={dialog} panel={panel} />}
      {/* Importing is not a dialog, because files can be dropped while a dialog is open. */}
      <PanelImport
        port={importPort}
        page={panel.importing}
        report={report}
        onPage={panel.setImporting}
        onBundles={questions.receive}
        onImported={(id, stored) => {
          const forget = panel.rememberImports(stored);
          void library.refresh().then(() => {
            place.showReport(id);
            focusAfterDrawing(['report-switch']);
          });
          return forget;
        }}
        onSay={say}
        onSayUndoable={panel.sayUndoable}
        onFailure={panel.setFailure}
      />
    </>
  );
}

interface OpenDialogProps {
  readonly dialog: PanelDialog;
  readonly panel: SidePanelState;
}

/** The open dialog, which may concern the open report. */
function OpenDialog({ dialog, panel }: OpenDialogProps) {
  const { acts, library, place, report, questions, changes, arrange, reportActs } = panel;
  switch (dialog.kind) {
    case 'new-report':
      return (
        <NewReportDialog
          templates={library.reports.filter((each) => each.binnedAt === null)}
          from={dialog.from ?? null}
          load={reportActs.loadTemplate}
          onConfirm={(title, language, start) => {
            questions.close();
            reportActs.createReport(title, language, start);
          }}
          onClose={questions.close}
        />
      );
    case 'reviewer':
      return (
        <ReviewerDialog
          onNamed={(name) => {
            panel.writeSettings({ reviewer: name });
            questions.close();
            dialog.onNamed(name);
          }}
          onClose={questions.close}
        />
      );
    case 'keys':
      return <KeysSheet groups={SHORTCUTS_OF.panel} acts={acts} onClose={questions.close} />;
    case 'receive-bundle':
      return (
        <ReceiveSheet
          key={questions.waiting}
          file={dialog.file}
          library={library}
          report={report}
          onSettings={() => void acts.openOptions('restore')}
          onReceived={(received) => {
            questions.receiveNext();
            place.backToReport();
            reportActs.showReceived(received);
          }}
          onClose={questions.receiveNext}
        />
      );
    default:
      if (report === null || changes === null || arrange === null) return null;
      return <ReportDialog {...{ dialog, panel, report, changes, arrange }} />;
  }
}

interface ReportDialogProps extends OpenDialogProps {
  readonly dialog: Exclude<
    PanelDialog,
    { kind: 'new-report' | 'receive-bundle' | 'keys' | 'reviewer' }
  >;
  readonly report: OpenReport;
  readonly changes: ReportChanges;
  readonly arrange: ArrangeChanges;
}

function ReportDialog({ dialog, panel, report, changes, arrange }: ReportDialogProps) {
  const { acts, library, questions, reportActs, say } = panel;
  const { tree, views } = report;
  const { reportId } = report.replica;
  const { close } = questions;
  const then = (act: () => void) => {
    act();
    close();
  };
  const announceMoved = (words: string, focusKey: string) => {
    panel.sayDone(words);
    focusAfterDrawing([focusKey]);
  };

  switch (dialog.kind) {
    case 'report-details':
      return (
        <NameDialog
          title={i18n.t('report_details_title')}
          label={i18n.t('report_title')}
          confirm={i18n.t('save')}
          value={tree.content.title}
          language={tree.content.language}
          onConfirm={(title, language) => then(() => changes.setDetails(title, language))}
          onClose={close}
        />
      );
    case 'new-section':
      return (
        <NameDialog
          title={i18n.t(dialog.parentId === null ? 'new_section_title' : 'new_subsection_title')}
          label={i18n.t('section_name')}
          confirm={i18n.t('create')}
          value=""
          onConfirm={(title) =>
            then(() => {
              const id = changes.addSection(dialog.parentId, title);
              // A search would hide the new section, which is empty.
              panel.place.backToReport();
              focusAfterDrawing([`section-${id}`]);
            })
          }
          onClose={close}
        />
      );
    case 'rename-section':
      return (
        <NameDialog
          title={i18n.t('rename_section_title')}
          label={i18n.t('section_name')}
          confirm={i18n.t('save')}
          value={dialog.section.title}
          onConfirm={(title) => then(() => changes.renameSection(dialog.section.id, title))}
          onClose={close}
        />
      );
    case 'move-section':
      return (
        <MoveDialog
          options={[
            { value: NOWHERE, label: i18n.t('top_level') },
            ...sectionOptions(tree.sections, dialog.section.id),
          ]}
          from={dialog.section.parentId ?? NOWHERE}
          reach={i18n.t('move_within')}
          onConfirm={(value) =>
            then(() => {
              changes.moveSection(dialog.section, asSection(value));
              announceMoved(
                i18n.t('moved_to', [placeName(tree, value, 'top_level')]),
                `section-${dialog.section.id}`,
              );
            })
          }
          onClose={close}
        />
      );
    case 'tag': {
      const tagged = dialog.ids.flatMap((id) => views.get(id as ClipId) ?? []);
      return (
        <TagDialog
          views={tagged}
          known={tagNames(views.values())}
          onConfirm={(added, removed) =>
            then(() => {
              if (added.length + removed.length === 0) return;
              arrange.changeTags(tagged, added, removed);
              panel.sayDone(i18n.t('tagged', tagged.length));
            })
          }
          onClose={close}
        />
      );
    }
    case 'move-item':
    case 'move-items': {
      const ids: readonly string[] = dialog.kind === 'move-item' ? [dialog.item.id] : dialog.ids;
      const items = liveItems(tree).filter(({ id }) => ids.includes(id));
      const [item] = items;
      if (item === undefined) return null;
      const places = new Set(items.map((each) => changes.sectionOf(each)));
      // A statement belongs to its report, a clip to the library.
      const others = items.every(({ kind }) => kind === 'clip')
        ? library.reports.filter((each) => each.binnedAt === null && each.id !== reportId)
        : [];
      const nowhere = items.every(({ kind }) => kind === 'clip')
        ? 'inbox'
        : items.every(({ kind }) => kind === 'statement')
          ? 'before_headings'
          : 'no_section';
      const movedTo = (to: string) =>
        items.length === 1
          ? i18n.t('item_moved_to', [itemName(item, report), to])
          : i18n.t('items_moved_to', items.length, [items.length, to]);
      return (
        <MoveDialog
          options={[
            {
              value: NOWHERE,
              label: i18n.t(nowhere),
            },
            ...sectionOptions(tree.sections),
            ...others.map(({ id, title }) => ({
              value: id,
              label: reportName(title),
              group: i18n.t('move_other_reports'),
            })),
          ]}
          from={places.size === 1 ? (changes.sectionOf(item) ?? NOWHERE) : null}
          reach={i18n.t(others.length === 0 ? 'move_within' : 'move_to_inbox')}
          onConfirm={(value) =>
            then(() => {
              const to = others.find(({ id }) => id === value);
              if (to !== undefined) {
                reportActs.moveToReport(
                  ids.flatMap((id) => views.get(id as ClipId) ?? []),
                  to,
                );
                // A section that only they were in goes with them.
                focusAfterDrawing(
                  focusWithout(tree, panel.shown, items).filter(
                    (key) => !key.startsWith('section-'),
                  ),
                );
                return;
              }
              arrange.moveToSection(items, asSection(value));
              announceMoved(movedTo(placeName(tree, value, nowhere)), `item-${item.id}`);
            })
          }
          onNewSection={(title) =>
            then(() => {
              arrange.moveToNewSection(items, title);
              announceMoved(movedTo(title), `item-${item.id}`);
            })
          }
          onClose={close}
        />
      );
    }
    case 'cite': {
      const item = liveItems(tree).find(({ id }) => id === dialog.statementId);
      const statement = item?.kind === 'statement' ? item.statement : undefined;
      const citations = item?.kind === 'statement' ? item.citations : [];
      return (
        <CiteDialog
          clips={[...views.values()].filter((view) => view.binnedAt === null)}
          sectionId={statement?.sectionId ?? null}
          cited={new Set(citations.map(({ clipId }) => clipId))}
          reader={library.reader}
          claim={claimAt(statement?.text ?? '', dialog.offset, shownIn(tree.citations))}
          onConfirm={(clipIds) =>
            then(() => changes.cite(dialog.statementId, dialog.offset, clipIds))
          }
          onClose={close}
        />
      );
    }
    case 'verify': {
      const { clipIds } = dialog;
      const asked = panel.verifiable.filter(
        ({ clip }) => clipIds === null || clipIds.includes(clip.id),
      );
      const toRead = sitesOf(asked);
      return (
        <VerifyDialog
          toRead={toRead}
          readOptions={() => acts.readReadingOptions(reportId)}
          allowsOrigins={acts.allowsOrigins}
          onConfirm={(patterns, options) =>
            then(() => {
              panel.setFailure(null);
              panel.verification.start(patterns, clipsToRead(toRead, patterns) ?? clipIds, options);
            })
          }
          onClose={close}
        />
      );
    }
    case 'adopt': {
      const located = panel.counted.filter(({ check }) => check?.verdict === 'located');
      const adoptable = located.filter(({ check }) => check !== null && isAdoptable(check));
      return (
        <AdoptLocatedSheet
          views={adoptable}
          doubtful={located.length - adoptable.length}
          onConfirm={(chosen) => then(() => reportActs.adopt(chosen))}
          onClose={close}
        />
      );
    }
    case 'export':
      return (
        <ExportSheet
          acts={acts}
          report={report}
          reader={library.reader}
          sectionId={dialog.sectionId}
          format={dialog.format ?? null}
          write={writeReport}
          onShow={(id) => {
            close();
            const statement = tree.content.statements.find((each) => each.id === id);
            if (statement !== undefined) panel.view?.commands.showObjections(statement.id);
            else panel.view?.commands.showClip(id as ClipId);
          }}
          onSay={say}
          onClose={close}
        />
      );
    case 'share':
      return (
        <ShareSheet
          acts={acts}
          report={report}
          reader={library.reader}
          onSay={say}
          onClose={close}
        />
      );
    case 'delete-shared':
      return (
        <DeleteSharedDialog
          reportId={reportId}
          team={dialog.team}
          onSay={say}
          onFailure={panel.setFailure}
          onClose={close}
        />
      );
    case 'recheck':
      return <RecheckDialog acts={acts} reportId={reportId} onSay={say} onClose={close} />;
    case 'undo-merge':
      return (
        <Dialog
          title={i18n.t('merge_undo_question')}
          confirm={i18n.t('merge_undo_confirm')}
          cancel={i18n.t('merge_undo_keep')}
          onConfirm={() => then(reportActs.undoMerge)}
          onClose={close}
        >
          <p>{i18n.t('merge_undo_text', [formatMoment(dialog.at)])}</p>
        </Dialog>
      );
    case 'purge': {
      const isKept = (id: ClipId) => views.get(id)?.isCounted === true;
      const cited = binnedClips(tree).filter(({ id }) => isKept(id)).length;
      const doomed = tree.bin.filter((item) => item.kind !== 'clip' || !isKept(item.clip.id));
      return (
        <Dialog
          title={i18n.t('bin_purge_question')}
          confirm={i18n.t('bin_purge_confirm')}
          danger
          onConfirm={() => then(reportActs.purge)}
          onClose={close}
        >
          <p>{i18n.t('bin_purge_text', doomed.length)}</p>
          {cited > 0 && <p>{i18n.t('bin_purge_cited', cited)}</p>}
        </Dialog>
      );
    }
  }
}

function asSection(value: string): SectionId | null {
  return value === NOWHERE ? null : (value as SectionId);
}

function placeName(
  tree: ReportTree,
  value: string,
  nowhere: 'inbox' | 'before_headings' | 'no_section' | 'top_level',
): string {
  const node = findSection(tree.sections, asSection(value));
  return node === null ? i18n.t(nowhere) : sectionName(node.section.title);
}
