import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { shortQuote, sourceTitle } from '@/components/state/clip-view';
import { Button, IconButton } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatWhen } from '@/components/ui/format';
import { Icon, type IconName } from '@/components/ui/Icon';
import { reportName, sectionName } from '@/components/ui/names';
import { useEscapeBack } from '@/components/ui/use-escape-back';
import { plainStatement } from '@/utils/claim/plain-statement';
import type { ClipId } from '@/utils/model/ids';
import type { BinItem } from '@/utils/model/report-tree';
import { parseStatementText } from '@/utils/model/statement-text';
import '@/components/clip/clip.css';
import './report.css';

export interface BinnedReport {
  readonly id: string;
  readonly title: string;
  readonly binnedAt: string;
  readonly onRestore: () => void;
}

interface BinViewProps {
  readonly items: readonly BinItem[];
  readonly reports: readonly BinnedReport[];
  readonly views: ReadonlyMap<ClipId, ClipView>;
  readonly onRestore: (item: BinItem) => void;
  readonly onPurge: () => void;
  readonly onBack: () => void;
}

/** Shows what was deleted from a report, with buttons to restore it; and the deleted reports. */
export function BinView(props: BinViewProps) {
  const { items, reports, views } = props;
  const isDoomed = items.some((item) => item.kind !== 'clip' || !isCited(views.get(item.clip.id)));
  useEscapeBack(props.onBack);
  return (
    <div class="stack">
      <div class="row row-wrap">
        <IconButton icon="left" label={i18n.t('back')} onClick={props.onBack} focusKey="bin-back" />
        <h2 class="bin-title grow">{i18n.t('bin')}</h2>
        {isDoomed && (
          <Button look="danger" icon="bin" onClick={props.onPurge}>
            {i18n.t('bin_purge')}
          </Button>
        )}
      </div>
      {items.length === 0 && reports.length > 0 && (
        <p class="muted">{i18n.t('bin_none_of_report')}</p>
      )}
      {items.length === 0 && reports.length === 0 && (
        <EmptyState icon="bin" title={i18n.t('bin_empty_title')}>
          <p>{i18n.t('bin_empty_text')}</p>
        </EmptyState>
      )}
      <ul class="bin-list">
        {items.map((item, at) => (
          <BinRow
            key={keyOf(item)}
            icon={ICONS[item.kind]}
            words={wordsOf(item, views)}
            detail={detailOf(item, views)}
            focusKey={`bin-${keyOf(item)}`}
            onRestore={() => {
              props.onRestore(item);
              const beside = [...items.slice(at + 1), ...items.slice(0, at).reverse()].map(keyOf);
              focusAfterDrawing(keysInBin(beside, reports));
            }}
          />
        ))}
      </ul>
      {reports.length > 0 && (
        <section class="stack stack-tight">
          <h3 class="bin-title">{i18n.t('bin_reports')}</h3>
          <ul class="bin-list">
            {reports.map((report) => (
              <BinRow
                key={report.id}
                icon="page"
                words={reportName(report.title)}
                detail={i18n.t('deleted_at', [formatWhen(report.binnedAt)])}
                focusKey={`bin-${report.id}`}
                onRestore={report.onRestore}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function BinRow(props: {
  icon: IconName;
  words: string;
  detail: string;
  focusKey: string;
  onRestore: () => void;
}) {
  return (
    <li class="card bin-row">
      <Icon name={props.icon} tone="quiet" />
      <div>
        <p class="bin-words" dir="auto">
          {props.words}
        </p>
        <p class="muted">{props.detail}</p>
      </div>
      <Button
        icon="restore"
        focusKey={props.focusKey}
        label={i18n.t('labelled', [i18n.t('bin_restore'), props.words])}
        onClick={props.onRestore}
      >
        {i18n.t('bin_restore')}
      </Button>
    </li>
  );
}

const ICONS = { section: 'section', statement: 'edit', clip: 'quote' } as const;

/**
 * Returns the keys of the elements that can get the focus when an item has left the bin, the best
 * first: *Restore* of another item, or of a report. *Back* is the last, because whoever restores one
 * item after the other with Enter would leave the bin there.
 *
 * @param ids Of the items that may still be in the bin.
 */
export function keysInBin(
  ids: readonly string[],
  reports: readonly Pick<BinnedReport, 'id'>[],
): string[] {
  return [...[...ids, ...reports.map(({ id }) => id)].map((id) => `bin-${id}`), 'bin-back'];
}

export function keyOf(item: BinItem): string {
  if (item.kind === 'section') return item.section.id;
  return item.kind === 'statement' ? item.statement.id : item.clip.id;
}

function wordsOf(item: BinItem, views: ReadonlyMap<ClipId, ClipView>): string {
  if (item.kind === 'section') return sectionName(item.section.title);
  if (item.kind === 'clip') {
    const view = views.get(item.clip.id);
    return view === undefined ? i18n.t('clip_word') : shortQuote(view, 120);
  }
  const { plain } = plainStatement(parseStatementText(item.statement.text), () => '');
  return plain || i18n.t('statement_empty');
}

/** A clip in the bin counts only if a statement cites it, and then it is not destroyed. */
function isCited(view: ClipView | undefined): boolean {
  return view?.isCounted === true;
}

function detailOf(item: BinItem, views: ReadonlyMap<ClipId, ClipView>): string {
  const deleted = i18n.t('deleted_at', [formatWhen(item.binnedAt)]);
  if (item.kind === 'section') {
    return `${i18n.t('section_holds', item.contains)} · ${deleted}`;
  }
  const view = item.kind === 'clip' ? views.get(item.clip.id) : undefined;
  if (view === undefined) return deleted;
  const cited = isCited(view) ? [i18n.t('bin_still_cited')] : [];
  return [sourceTitle(view), deleted, ...cited].join(' · ');
}
