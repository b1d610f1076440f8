import { useId, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { formatMoment, formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import type { ClaimFilter } from '@/utils/review/filter-claims';
import { OVERVIEW_NUMBERS, type OverviewNumber, type OverviewRow } from '@/utils/review/overview';
import './overview.css';
import {
  nextOrder,
  type OverviewColumn,
  type OverviewOrder,
  sortOverview,
} from '@/utils/review/overview-order';

const COLUMN_WORDS = {
  claims: 'desk_claims',
  waiting: 'ov_waiting',
  objections: 'ov_objections',
  others: 'ov_others',
  clips: 'ov_clips',
  stand: 'ov_stand',
  failing: 'ov_failing',
  unread: 'ov_unread',
  located: 'ov_located',
  unpinned: 'ov_unpinned',
  untold: 'ov_untold',
  repinned: 'ov_repinned',
  never: 'ov_never',
  changed: 'ov_changed',
  oldest: 'ov_oldest',
} as const;

/** The columns that are shown only if a row has such claims or clips. */
const RARE: readonly OverviewNumber[] = [
  'others',
  'located',
  'unpinned',
  'untold',
  'repinned',
  'never',
];

interface OverviewTableProps<Id> {
  readonly title: string;
  /** The title of the first column. */
  readonly nameTitle: string;
  readonly rows: readonly OverviewRow<Id>[];
  readonly nameOf: (id: Id) => string;
  /** More about a row, after its name. */
  readonly aboutOf?: (id: Id) => string;
  /** Returns the filter for the claims of a row, or null if no filter selects them. */
  readonly filterOf: (id: Id) => ClaimFilter | null;
  readonly onFilter: (filter: ClaimFilter) => void;
}

/** A table of sections or sources with one row each, sorted by the column that the user chooses. */
export function OverviewTable<Id>(props: OverviewTableProps<Id>) {
  const { rows, nameOf } = props;
  const id = useId();
  const [order, setOrder] = useState<OverviewOrder | null>(null);
  const collator = useMemo(() => new Intl.Collator(i18n.t('locale'), { numeric: true }), []);
  const sorted = useMemo(
    () => sortOverview(rows, order, nameOf, collator),
    [rows, order, nameOf, collator],
  );
  if (rows.length === 0) return null;
  const columns = OVERVIEW_NUMBERS.filter(
    (column) => !RARE.includes(column) || rows.some((row) => row[column] > 0),
  );
  const head = (column: OverviewColumn, words: string) => (
    <th
      key={column}
      scope="col"
      class={column === 'name' ? 'ov-name' : 'ov-figure'}
      aria-sort={order?.column === column ? order.direction : undefined}
    >
      <button type="button" class="ov-sort" onClick={() => setOrder(nextOrder(order, column))}>
        {words}
        {order?.column === column && (
          <Icon name={order.direction === 'ascending' ? 'up' : 'down'} size={12} />
        )}
      </button>
    </th>
  );
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="ov-title">
        {props.title} <span class="muted">{rows.length}</span>
      </h2>
      <div class="ov-scroll">
        <table class="ov-table">
          <thead>
            <tr>
              {head('name', props.nameTitle)}
              {columns.map((column) => head(column, i18n.t(COLUMN_WORDS[column])))}
              {head('oldest', i18n.t(COLUMN_WORDS.oldest))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={String(row.id)}>
                <th scope="row" class="ov-name">
                  <Name name={nameOf(row.id)} filter={props.filterOf(row.id)} on={props.onFilter} />
                  {props.aboutOf !== undefined && (
                    <span class="ov-about"> {props.aboutOf(row.id)}</span>
                  )}
                </th>
                {columns.map((column) => (
                  <td key={column} class={`ov-figure${row[column] === 0 ? ' is-none' : ''}`}>
                    {row[column]}
                  </td>
                ))}
                <td class="ov-figure">
                  <Oldest oldest={row.oldest} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Name(props: {
  name: string;
  filter: ClaimFilter | null;
  on: (filter: ClaimFilter) => void;
}) {
  const { name, filter } = props;
  if (filter === null) return <bdi>{name}</bdi>;
  return (
    <button
      type="button"
      class="ov-show"
      title={i18n.t('ov_show')}
      onClick={() => props.on(filter)}
    >
      <bdi>{name}</bdi>
    </button>
  );
}

function Oldest({ oldest }: { oldest: string | null }) {
  if (oldest === null) return null;
  return (
    <time dateTime={oldest} title={formatMoment(oldest)}>
      {formatWhen(oldest)}
    </time>
  );
}
