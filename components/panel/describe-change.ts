import { i18n } from '#i18n';
import type { Placement } from '@/utils/model/report-content';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';

/** Where a section, a statement or a clip is in a report. */
export interface PartPlace {
  readonly kind: 'section' | ContentItem['kind'];
  /** The section around it; '' for none. */
  readonly list: string;
}

/** Returns the place of everything in a report that is not in the bin, by its id, in order. */
export function partPlaces(tree: ReportTree): Map<string, PartPlace> {
  const places = new Map<string, PartPlace>();
  const add = (items: readonly ContentItem[], list: string) => {
    for (const { id, kind } of items) places.set(id, { kind, list });
  };
  const visit = ({ section, content, children }: SectionNode, list: string) => {
    places.set(section.id, { kind: 'section', list });
    add(content, section.id);
    for (const child of children) visit(child, section.id);
  };
  add(tree.opening, '');
  for (const node of tree.sections) visit(node, '');
  add(tree.inbox, '');
  return places;
}

/** Returns what is different in a report after one act, in a few words: “2 clips added”. */
export function describeChange(before: ReportTree, after: ReportTree): string {
  const [old, current] = [partPlaces(before), partPlaces(after)];
  const added = kindsOf(current, old);
  const removed = kindsOf(old, current);
  const elsewhere = [...current].filter(([id, { list }]) => (old.get(id)?.list ?? list) !== list);
  const moved = elsewhere.length;
  // The content of a section comes and goes with it.
  const [newSections, oldSections] = [added.get('section') ?? 0, removed.get('section') ?? 0];
  if (newSections > 0) {
    const words = i18n.t('step_section_added', newSections);
    // A move to a new section does both.
    return moved > 0 ? `${words}, ${i18n.t('step_moved', moved)}` : words;
  }
  if (oldSections > 0) return i18n.t('step_section_removed', oldSections);
  if (added.size === 0 && removed.size === 1 && removed.get('statement') === 1) {
    const gone = [...old.keys()].find((id) => !current.has(id));
    if (isEmptied(gone, before, after)) return i18n.t('step_joined');
  }
  // One act can delete statements and clips.
  const items = (['statement', 'clip'] as const).flatMap((kind) => {
    const [more, less] = [added.get(kind) ?? 0, removed.get(kind) ?? 0];
    if (more > 0) return i18n.t(`step_${kind}_added`, more);
    return less > 0 ? i18n.t(`step_${kind}_removed`, less) : [];
  });
  if (items.length > 0) return items.join(', ');
  const isSection = ([, { kind }]: readonly [string, PartPlace]) => kind === 'section';
  if (moved > 0) {
    return i18n.t(elsewhere.every(isSection) ? 'step_section_moved' : 'step_moved', moved);
  }
  const orderOf = (places: Iterable<readonly [string, PartPlace]>) =>
    [...places].map(([id]) => id).join();
  const sectionsOf = (places: typeof old) => orderOf([...places].filter(isSection));
  if (sectionsOf(old) !== sectionsOf(current)) return i18n.t('step_section_moved', 1);
  // The number is unknown: two items moved up give the same order as one moved down.
  if (orderOf(old) !== orderOf(current)) return i18n.t('step_order');
  return describeContent(before, after);
}

/** Whether a statement lost its text on its way into the bin: another statement has it now. */
function isEmptied(id: string | undefined, before: ReportTree, after: ReportTree): boolean {
  const textIn = ({ content }: ReportTree) =>
    content.statements.find((each) => each.id === id)?.text;
  return textIn(after) === '' && textIn(before) !== '';
}

function kindsOf(
  places: ReadonlyMap<string, PartPlace>,
  without: ReadonlyMap<string, PartPlace>,
): Map<PartPlace['kind'], number> {
  const counts = new Map<PartPlace['kind'], number>();
  for (const [id, { kind }] of places) {
    if (!without.has(id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Describes a change of what stays in its place. */
function describeContent({ content: before }: ReportTree, { content: after }: ReportTree): string {
  const differs = <T extends object>(
    list: readonly T[],
    other: readonly T[],
    key: keyof T,
    value: (each: T) => unknown,
  ) => {
    const values = new Map(list.map((each) => [each[key], JSON.stringify(value(each))]));
    const same = other.every((each) => values.get(each[key]) === JSON.stringify(value(each)));
    return !same || (list.length !== other.length && key === 'id');
  };
  const placed = (value: (each: Placement) => unknown) =>
    differs(withPlacements(before.placements, after.placements), after.placements, 'clipId', value);
  if (differs(before.statements, after.statements, 'id', ({ text }) => text)) {
    return i18n.t('step_text');
  }
  if (differs(before.sections, after.sections, 'id', ({ title }) => title)) {
    return i18n.t('step_section_name');
  }
  if (before.title !== after.title || before.language !== after.language) {
    return i18n.t('step_title');
  }
  if (placed(({ tags }) => tags)) return i18n.t('step_tags');
  if (placed(({ note }) => note)) return i18n.t('step_note');
  if (placed(({ pinId }) => pinId)) return i18n.t('step_pin');
  if (placed(({ pageTitle }) => pageTitle?.title ?? '')) return i18n.t('step_page_title');
  return i18n.t('step_other');
}

/** Completes placements with empty ones for clips that only later got a placement. */
function withPlacements(
  placements: readonly Placement[],
  later: readonly Placement[],
): readonly Placement[] {
  const known = new Set(placements.map(({ clipId }) => clipId));
  const missing = later.filter(({ clipId }) => !known.has(clipId));
  const empty = missing.map(({ pageTitle: _, ...each }) => ({
    ...each,
    ...{ tags: [], note: '', pinId: null },
  }));
  return [...placements, ...empty];
}
