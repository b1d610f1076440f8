import type { JSX } from 'preact';
import { i18n } from '#i18n';
import { ClipCard } from '@/components/clip/ClipCard';
import { statementName } from '@/components/organise/item-name';
import { StatementObjections } from '@/components/review/StatementObjections';
import { isVerifiable, namedPassage, shortQuote, sourceTitle } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import { focusByKey } from '@/components/ui/focus';
import type { MenuEntry } from '@/components/ui/Menu';
import { shownIn } from '@/utils/claim/shown-text';
import { sourcedQuotes } from '@/utils/claim/sourced-quotes';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { plainMarks } from '@/utils/report/plain-marks';
import { type PanelView, usePanel } from './panel-context';
import { Slot } from './Slot';
import { StatementCard } from './StatementCard';
import { shiftEntries } from './shift-entries';
import { citedClips } from './statement-view';
import './report.css';

interface ItemListProps {
  readonly items: readonly ContentItem[];
  readonly tree: ReportTree;
}

/**
 * The statements and clips of one list, in one order. In a long report only visible ones are
 * rendered.
 */
export function ItemList({ items, tree }: ItemListProps) {
  const panel = usePanel();
  const { found, editing } = panel;
  const cards = items.flatMap((item, at) => {
    if (found !== null && !found.has(item.id)) return [];
    if (item.kind === 'clip' && !panel.views.has(item.id)) return [];
    return [{ item, draw: () => drawItem(item, { at, length: items.length }, tree, panel) }];
  });
  if (!isLongReport(tree)) return <>{cards.map(({ draw }) => draw())}</>;
  if (cards.length === 0) return null;
  return (
    <ul class="slot-list">
      {cards.map(({ item, draw }, at) => (
        <Slot
          key={item.id}
          id={item.id}
          {...wordsOf(item, panel)}
          at={at + 1}
          of={cards.length}
          keep={editing === item.id}
          draw={draw}
        />
      ))}
    </ul>
  );
}

/** Returns the text that replaces a card that is not rendered, and the name of both. */
function wordsOf(item: ContentItem, { views }: PanelView): { words: string; name: string } {
  if (item.kind === 'statement') {
    const words = item.segments.map((each) => (each.type === 'text' ? each.text : '')).join('');
    return { words, name: i18n.t('statement_word') };
  }
  const view = views.get(item.id);
  if (view === undefined) return { words: '', name: i18n.t('clip_word') };
  const words = view.pin?.quote ?? namedPassage(view) ?? sourceTitle(view);
  return { words, name: i18n.t('labelled', [i18n.t('clip_word'), shortQuote(view)]) };
}

function drawItem(
  item: ContentItem,
  { at, length }: { readonly at: number; readonly length: number },
  tree: ReportTree,
  panel: PanelView,
): JSX.Element | null {
  const { commands } = panel;
  const itemEntries = entriesFor(item, at, length, commands);
  if (item.kind === 'clip') {
    const view = panel.views.get(item.id);
    if (view === undefined) return null;
    return (
      <ClipCard
        key={item.id}
        view={view}
        onVerify={isVerifiable(view) ? () => commands.verifyClip(item.id) : null}
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
      name={statementName(item.statement.text, shownIn(tree.citations))}
      cited={citedClips(item.statement, tree.citations, panel.views, plainMarks(tree))}
      isSourced={sourcedQuotes(tree).quotes.has(item.id)}
      editing={panel.editing === item.id}
      readAgain={panel.readAgain.has(item.id)}
      onRead={() => commands.markRead(item.id)}
      onEdit={(editing) => commands.editStatement(editing ? item.id : null)}
      onEmpty={() => commands.deleteItem(item)}
      onEnter={(before, after) => commands.goOn(item, before, after)}
      onJoin={(way, written) => commands.join(item, way, written)}
      onText={(text) => commands.setStatementText(item.id, text)}
      onCite={(offset) => commands.ask({ kind: 'cite', statementId: item.id, offset })}
      onRemoveCitation={(citationId) => commands.removeCitation(item.id, citationId)}
      onShowClip={(cited) => {
        if (cited.view !== null) commands.showClip(cited.view.clip.id);
      }}
      onUndo={commands.undoWriting}
      onRedo={commands.redoWriting}
      itemEntries={itemEntries}
    >
      {objections !== undefined && (
        <StatementObjections
          focusKey={`objections-${item.id}`}
          objections={objections}
          onAnswer={commands.answer}
          onNoteDone={() => focusByKey(`item-${item.id}`)}
        />
      )}
    </StatementCard>
  );
}

/**
 * A page is sent to an archive only by the user's choice, and only if the user turned an archive
 * on.
 */
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
    ...shiftEntries(at, length, (direction) => commands.shiftItem(item, direction)),
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

/** How many cards are rendered at once; each takes about a millisecond. */
const MANY = 100;

const known = new WeakMap<ReportTree, boolean>();

/**
 * Returns whether a report has so many statements and clips that only visible ones are rendered.
 */
function isLongReport(tree: ReportTree): boolean {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const isLong = liveItems(tree).length > MANY;
  known.set(tree, isLong);
  return isLong;
}
