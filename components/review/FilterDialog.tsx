import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { findSection, sectionOptions } from '@/components/state/section-options';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import { HINT_KINDS } from '@/utils/claim/claim';
import type { SectionId, SourceId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import {
  CHECK_FILTERS,
  type CheckFilter,
  type ClaimFilter,
  NO_FILTER,
  STATE_FILTERS,
  type StateFilter,
} from '@/utils/review/filter-claims';
import { hintKindWords } from './hint-words';

interface FilterDialogProps {
  readonly filter: ClaimFilter;
  readonly tree: ReportTree;
  /** The pages that the claims cite, by title. */
  readonly pages: readonly { readonly id: SourceId; readonly title: string }[];
  /** Returns how many claims match a filter. */
  readonly count: (filter: ClaimFilter) => number;
  readonly onFilter: (filter: ClaimFilter) => void;
  readonly onClose: () => void;
}

const ANY = '';
const OPENING = 'opening';

/** Asks which claims the desk shows. */
export function FilterDialog(props: FilterDialogProps) {
  const { tree, pages } = props;
  const [filter, setFilter] = useState(props.filter);
  const change = (part: Partial<ClaimFilter>) => setFilter({ ...filter, ...part });
  const any: SelectOption = { value: ANY, label: i18n.t('filter_any') };
  const left = props.count(filter);
  const hasOpening = tree.opening.length > 0 || sectionValue(filter.section) === OPENING;
  return (
    <Dialog
      title={i18n.t('filter_title')}
      confirm={i18n.t('filter_show', left)}
      disabled={left === 0}
      onConfirm={() => props.onFilter(filter)}
      onClose={props.onClose}
    >
      <SelectField
        label={i18n.t('filter_state')}
        value={filter.state ?? ANY}
        onChange={(value) => change({ state: oneOf(STATE_FILTERS, value) })}
        options={[
          any,
          ...STATE_FILTERS.map((state) => ({ value: state, label: decisionOrStateWords(state) })),
        ]}
      />
      <SelectField
        label={i18n.t('filter_verdict')}
        value={filter.check ?? ANY}
        onChange={(value) => change({ check: oneOf(CHECK_FILTERS, value) })}
        options={[
          any,
          ...CHECK_FILTERS.map((check) => ({ value: check, label: checkWords(check) })),
        ]}
      />
      <SelectField
        label={i18n.t('filter_hint')}
        value={filter.hint ?? ANY}
        onChange={(value) => change({ hint: oneOf(['any', 'none', ...HINT_KINDS], value) })}
        options={[
          any,
          { value: 'any', label: i18n.t('filter_hint_any') },
          { value: 'none', label: i18n.t('filter_hint_none') },
          ...HINT_KINDS.map((kind) => ({ value: kind, label: hintKindWords(kind) })),
        ]}
      />
      <SelectField
        label={i18n.t('filter_section')}
        value={sectionValue(filter.section)}
        onChange={(value) => change({ section: sectionsOf(tree, value) })}
        options={[
          any,
          ...(hasOpening ? [{ value: OPENING, label: i18n.t('before_headings') }] : []),
          ...sectionOptions(tree.sections),
        ]}
      />
      <SelectField
        label={i18n.t('filter_page')}
        value={filter.sourceId ?? ANY}
        onChange={(value) => change({ sourceId: pages.find(({ id }) => id === value)?.id ?? null })}
        options={[any, ...pages.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <div class="row">
        <Button look="quiet" onClick={() => props.onFilter(NO_FILTER)}>
          {i18n.t('filter_clear')}
        </Button>
      </div>
    </Dialog>
  );
}

function oneOf<T extends string>(values: readonly T[], value: string): T | null {
  return values.find((each) => each === value) ?? null;
}

/** The first of the set is the chosen section; the others are its subsections. */
function sectionValue(section: ClaimFilter['section']): string {
  if (section === null) return ANY;
  const [first] = section;
  return first ?? OPENING;
}

function sectionsOf(tree: ReportTree, value: string): ClaimFilter['section'] {
  if (value === ANY) return null;
  if (value === OPENING) return new Set([null]);
  const chosen = tree.content.sections.find(({ id }) => id === value);
  const node = chosen === undefined ? null : findSection(tree.sections, chosen.id);
  if (node === null) return null;
  const ids = new Set<SectionId | null>();
  const waiting = [node];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    ids.add(at.section.id);
    waiting.push(...at.children);
  }
  return ids;
}

/** Returns the name of a check state or of a group in the filter. */
function checkWords(check: CheckFilter): string {
  switch (check) {
    case 'stand':
    case 'unread':
      return i18n.t(`filter_${check}`);
    case 'untold':
      return i18n.t('verdict_unchecked');
    default:
      return i18n.t(`verdict_${check}`);
  }
}

/** Returns the name of a state or a decision in the filter. */
function decisionOrStateWords(state: StateFilter): string {
  switch (state) {
    case 'objection':
      return i18n.t('filter_objection');
    case 'waiting':
    case 'undecided':
    case 'stale':
    case 'answered':
    case 'unverified':
    case 'decided':
      return i18n.t(`state_${state}`);
    default:
      return i18n.t(`decision_${state}`);
  }
}
