import { i18n } from '#i18n';
import { ClipCard } from '@/components/clip/ClipCard';
import { StatementObjections } from '@/components/review/StatementObjections';
import type { MenuEntry } from '@/components/ui/Menu';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { usePanel } from './panel-context';
import { StatementCard } from './StatementCard';
import { citedClips } from './statement-view';

interface ItemListProps {
  readonly items: readonly ContentItem[];
  readonly tree: ReportTree;
}

/** Statements and clips of one place, in one order. */
export function ItemList({ items, tree }: ItemListProps) {
  const panel = usePanel();
  const { commands } = panel;
  return (
    <>
      {items.map((item, at) => {
        if (panel.found !== null && !panel.found.has(item.id)) return null;
        const itemEntries = entriesFor(item, at, items.length, panel.commands);
        if (item.kind === 'clip') {
          const view = panel.views.get(item.id);
          if (view === undefined) return null;
          return (
            <ClipCard
              key={item.id}
              view={view}
              onVerify={() => commands.verifyClip(item.id)}
              onNote={(note) => commands.setNote(item.id, note)}
              port={commands.clipPort(item.id)}
              onCopyCitation={() => commands.copyCitation(item.id)}
              itemEntries={[...archiveEntries(panel.archivePage(view)), ...itemEntries]}
            />
          );
        }
        const objections = panel.objections.get(item.id);
        return (
          <StatementCard
            key={item.id}
            statement={item.statement}
            cited={citedClips(item.statement, tree.citations, panel.views)}
            editing={panel.editing === item.id}
            readAgain={panel.readAgain.has(item.id)}
            onRead={() => commands.markRead(item.id)}
            onEdit={(editing) => commands.editStatement(editing ? item.id : null)}
            onText={(text) => commands.setStatementText(item.id, text)}
            onCite={(offset) => commands.ask({ kind: 'cite', statementId: item.id, offset })}
            onRemoveCitation={(citationId) => commands.removeCitation(item.id, citationId)}
            onShowClip={(cited) => {
              if (cited.view !== null) commands.showClip(cited.view.clip.id);
            }}
            onUndo={commands.undo}
            onRedo={commands.redo}
            itemEntries={itemEntries}
          >
            {objections !== undefined && (
              <StatementObjections objections={objections} onAnswer={commands.answer} />
            )}
          </StatementCard>
        );
      })}
    </>
  );
}

/** Only the user's own choice sends a page to an archive, and only where they turned that on. */
function archiveEntries(archive: (() => void) | null): MenuEntry[] {
  return archive === null
    ? []
    : [{ label: i18n.t('archive_now'), icon: 'open', onSelect: archive }, 'line'];
}

function entriesFor(
  item: ContentItem,
  at: number,
  length: number,
  commands: ReturnType<typeof usePanel>['commands'],
): MenuEntry[] {
  return [
    {
      label: i18n.t('move_up'),
      icon: 'up',
      disabled: at === 0,
      onSelect: () => commands.shiftItem(item, 'up'),
    },
    {
      label: i18n.t('move_down'),
      icon: 'down',
      disabled: at === length - 1,
      onSelect: () => commands.shiftItem(item, 'down'),
    },
    {
      label: i18n.t('move_to'),
      icon: 'move',
      onSelect: () => commands.ask({ kind: 'move-item', item }),
    },
    'line',
    {
      label: i18n.t('delete'),
      icon: 'bin',
      danger: true,
      onSelect: () => commands.deleteItem(item),
    },
  ];
}
