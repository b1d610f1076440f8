import type { SectionId } from './ids';
import { compareRanked } from './ranks';
import type { Section } from './report-content';

/** More levels than anybody needs. A document from elsewhere may have a chain of thousands. */
const MAX_DEPTH = 64;

/** The positions of all sections after cycles are cut and orphans are moved to the top. */
export interface SectionTree {
  readonly byId: ReadonlyMap<SectionId, Section>;
  /** Returns the effective parent; null for the latest move of a cycle, and for an orphan. */
  parentOf(id: SectionId): SectionId | null;
  /** Returns the children in order, including binned ones. Null is the top level. */
  childrenOf(parentId: SectionId | null): readonly Section[];
  /** Returns whether the section exists and neither it nor an ancestor is in the bin. */
  isLive(id: SectionId): boolean;
  /** Returns the section if it is live, or else its nearest live ancestor, or else null. */
  nearestLive(id: SectionId | null): SectionId | null;
  /** Returns whether `id` is `ancestor` or inside it. */
  isWithin(id: SectionId, ancestor: SectionId): boolean;
}

/**
 * Builds the tree. If two people move two sections into each other at the same time, they make a
 * cycle. It is cut at the latest move, which is the same in every copy of the document. Costs n log
 * n.
 */
export function buildSectionTree(sections: readonly Section[]): SectionTree {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const parents = new Map<SectionId, SectionId | null>();
  for (const { id, parentId } of sections) {
    parents.set(id, parentId !== null && byId.has(parentId) ? parentId : null);
  }
  cutCycles(byId, parents);

  const children = new Map<SectionId | null, Section[]>();
  for (const section of [...sections].sort(compareRanked)) {
    const parent = parents.get(section.id) ?? null;
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [section]);
    else list.push(section);
  }
  const isLive = (id: SectionId): boolean => {
    for (let at: SectionId | null = id; at !== null; at = parents.get(at) ?? null) {
      if (byId.get(at)?.binnedAt !== null) return false;
    }
    return true;
  };
  return {
    byId,
    parentOf: (id) => parents.get(id) ?? null,
    childrenOf: (parentId) => children.get(parentId) ?? [],
    isLive,
    nearestLive: (id) => {
      let at = id;
      while (at !== null && !isLive(at)) at = parents.get(at) ?? null;
      return at;
    },
    isWithin: (id, ancestor) => {
      let at: SectionId | null = id;
      while (at !== null && at !== ancestor) at = parents.get(at) ?? null;
      return at === ancestor;
    },
  };
}

/** Follows every section to the top once, and cuts each cycle and each chain that is too deep. */
function cutCycles(
  byId: ReadonlyMap<SectionId, Section>,
  parents: Map<SectionId, SectionId | null>,
): void {
  const depths = new Map<SectionId, number>();
  for (const start of byId.keys()) {
    let path: SectionId[] = [];
    const onPath = new Set<SectionId>();
    let at: SectionId | null = start;
    while (at !== null && !depths.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && onPath.has(at)) {
      const cycle = path.slice(path.indexOf(at));
      const latest = cycle.reduce((a, b) => (movedLater(byId.get(a), byId.get(b)) ? a : b));
      parents.set(latest, null);
      const top = path.indexOf(latest) + 1;
      path = [...path.slice(top), ...path.slice(0, top)];
    }
    settleDepths(path, parents, depths);
  }
}

/** `path` leads upward, except that a cut cycle was turned to end at its new top. */
function settleDepths(
  path: readonly SectionId[],
  parents: Map<SectionId, SectionId | null>,
  depths: Map<SectionId, number>,
): void {
  for (const id of path.toReversed()) {
    const parent = parents.get(id) ?? null;
    const depth = parent === null ? 1 : (depths.get(parent) ?? 0) + 1;
    if (depth > MAX_DEPTH) parents.set(id, null);
    depths.set(id, depth > MAX_DEPTH ? 1 : depth);
  }
}

function movedLater(a: Section | undefined, b: Section | undefined): boolean {
  const [atA, atB] = [a?.movedAt ?? '', b?.movedAt ?? ''];
  if (atA !== atB) return atA > atB;
  return (a?.id ?? '') > (b?.id ?? '');
}
