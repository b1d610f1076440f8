import { i18n } from '#i18n';
import type { ArrangeChanges } from '@/components/organise/arrange-changes';
import { TagDialog } from '@/components/organise/TagDialog';
import { tagNames } from '@/components/organise/tags';
import { CiteDialog } from '@/components/report/CiteDialog';
import { claimAt } from '@/components/report/claim-at';
import { MoveDialog } from '@/components/report/MoveDialog';
import { NameDialog } from '@/components/report/NameDialog';
import type { PanelDialog } from '@/components/report/panel-context';
import type { ReportChanges } from '@/components/report/report-changes';
import type { ClipView } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import { findSection, sectionOptions } from '@/components/state/section-options';
import { Dialog } from '@/components/ui/Dialog';
import { formatMoment } from '@/components/ui/format';
import { sectionName } from '@/components/ui/names';
import { VerifyDialog } from '@/components/verify/VerifyDialog';
import { clipsToRead, sitesOf } from '@/components/verify/verify-sites';
import type { ClipId, SectionId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import type { LibraryReader } from '@/utils/storage/read';
import type { ReadingOptions } from '@/utils/verify/reading-options';

interface PanelDialogsProps {
  readonly dialog: PanelDialog;
  readonly tree: ReportTree | null;
  readonly views: ReadonlyMap<ClipId, ClipView>;
  readonly changes: ReportChanges | null;
  readonly reader: LibraryReader | null;
  readonly arrange: ArrangeChanges | null;
  /** How the report was allowed to be read before. */
  readonly readOptions: () => Promise<ReadingOptions>;
  /** Runs inside the click, before anything is awaited. */
  readonly onVerify: (
    patterns: readonly string[],
    clipIds: readonly ClipId[] | null,
    options: ReadingOptions,
  ) => void;
  readonly onPurge: () => void;
  readonly onUndoMerge: () => void;
  /** Something was moved to the place of this name; this is to have the focus. */
  readonly onMoved: (place: string, focusKey: string) => void;
  readonly onTagged: (views: readonly ClipView[]) => void;
  readonly onClose: () => void;
}

/** The option that stands for no section. */
const NOWHERE = '';

/** The question that the panel is asking, if any. */
export function PanelDialogs(props: PanelDialogsProps) {
  const { dialog, tree, changes, arrange, onClose } = props;
  const then = (act: () => void) => {
    act();
    onClose();
  };

  if (tree === null || changes === null || arrange === null) return null;
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
          onClose={onClose}
        />
      );
    case 'new-section':
      return (
        <NameDialog
          title={i18n.t('new_section_title')}
          label={i18n.t('section_name')}
          confirm={i18n.t('create')}
          value=""
          onConfirm={(title) => then(() => changes.addSection(dialog.parentId, title))}
          onClose={onClose}
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
          onClose={onClose}
        />
      );
    case 'move-section':
      return (
        <MoveDialog
          options={[
            { value: NOWHERE, label: i18n.t('top_level') },
            ...sectionOptions(tree.sections, dialog.section.id),
          ]}
          value={dialog.section.parentId ?? NOWHERE}
          onConfirm={(value) =>
            then(() => {
              changes.moveSection(dialog.section, asSection(value));
              props.onMoved(placeName(tree, value, 'top_level'), `section-${dialog.section.id}`);
            })
          }
          onClose={onClose}
        />
      );
    case 'tag': {
      const views = dialog.ids.flatMap((id) => props.views.get(id as ClipId) ?? []);
      return (
        <TagDialog
          views={views}
          known={tagNames(props.views.values())}
          onConfirm={(added, removed) =>
            then(() => {
              if (added.length + removed.length === 0) return;
              arrange.changeTags(views, added, removed);
              props.onTagged(views);
            })
          }
          onClose={onClose}
        />
      );
    }
    case 'move-item':
    case 'move-items': {
      const ids: readonly string[] = dialog.kind === 'move-item' ? [dialog.item.id] : dialog.ids;
      const items = liveItems(tree).filter(({ id }) => ids.includes(id));
      const [item] = items;
      if (item === undefined) return null;
      const nowhere = items.every(({ kind }) => kind === 'clip')
        ? 'inbox'
        : items.every(({ kind }) => kind === 'statement')
          ? 'before_headings'
          : 'no_section';
      return (
        <MoveDialog
          options={[
            {
              value: NOWHERE,
              label: i18n.t(nowhere),
            },
            ...sectionOptions(tree.sections),
          ]}
          value={changes.sectionOf(item) ?? NOWHERE}
          onConfirm={(value) =>
            then(() => {
              arrange.moveToSection(items, asSection(value));
              props.onMoved(placeName(tree, value, nowhere), `item-${item.id}`);
            })
          }
          onClose={onClose}
        />
      );
    }
    case 'cite':
      return (
        <CiteDialog
          clips={[...props.views.values()].filter((view) => view.binnedAt === null)}
          reader={props.reader}
          claim={claimAt(
            tree.content.statements.find(({ id }) => id === dialog.statementId)?.text ?? '',
            dialog.offset,
          )}
          onConfirm={(clipIds) =>
            then(() => changes.cite(dialog.statementId, dialog.offset, clipIds))
          }
          onClose={onClose}
        />
      );
    case 'verify': {
      const { clipIds } = dialog;
      const asked = [...props.views.values()].filter(
        (view) => view.binnedAt === null && (clipIds === null || clipIds.includes(view.clip.id)),
      );
      const toRead = sitesOf(asked);
      return (
        <VerifyDialog
          toRead={toRead}
          readOptions={props.readOptions}
          onConfirm={(patterns, options) =>
            then(() => props.onVerify(patterns, clipsToRead(toRead, patterns) ?? clipIds, options))
          }
          onClose={onClose}
        />
      );
    }
    // They need more of the panel than this knows: PanelSheets.tsx has them.
    case 'new-report':
    case 'export':
    case 'recheck':
    case 'receive-bundle':
      return null;
    case 'undo-merge':
      return (
        <Dialog
          title={i18n.t('merge_undo_question')}
          confirm={i18n.t('merge_undo_confirm')}
          onConfirm={() => then(props.onUndoMerge)}
          onClose={onClose}
        >
          <p>{i18n.t('merge_undo_text', [formatMoment(dialog.at)])}</p>
        </Dialog>
      );
    case 'purge':
      return (
        <Dialog
          title={i18n.t('bin_purge_question')}
          confirm={i18n.t('bin_purge_confirm')}
          danger
          onConfirm={() => then(props.onPurge)}
          onClose={onClose}
        >
          <p>{i18n.t('bin_purge_text', tree.bin.length)}</p>
        </Dialog>
      );
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
