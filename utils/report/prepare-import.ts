import * as Y from 'yjs';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { ClipId, ReportId, SectionId, StatementId } from '@/utils/model/ids';
import { type ImportPart, importInParts } from '@/utils/model/import-operations';
import {
  applyDamageRepairs,
  completeCutWord,
  takeBackRepairs,
} from '@/utils/model/repair-operations';
import { setTitle } from '@/utils/model/report-operations';
import { findRootsQuickly } from '@/utils/model/yjs-internals';
import type { Damage, ImportedReport } from '../model/imported-report';
import type { ReportUpdate } from '../model/report-document';

/** The user's decisions about the damage, by id. Damage without a decision is repaired. */
export interface DamageChoices {
  readonly kept: ReadonlySet<string>;
  /** The characters that complete a cut word. */
  readonly completions: ReadonlyMap<string, string>;
}

/** Where an imported report goes: a new report, or a place in an existing one. */
export type ImportPlan = {
  readonly reportId: ReportId;
  readonly choices: DamageChoices;
  /** ISO 8601 UTC. */
  readonly at: string;
} & (
  | { readonly kind: 'new'; readonly title: string; readonly language: string }
  | {
      readonly kind: 'section';
      /** Null for the top level. */
      readonly under: SectionId | null;
      /** The complete content of the target report, as one Yjs update. */
      readonly document: Uint8Array;
    }
);

/** What to store, all of it at once. */
export interface PreparedImport {
  readonly reportId: ReportId;
  readonly title: string;
  readonly language: string;
  /**
   * What the document of the content lacks: each update has a part of the report and is made when it
   * is requested.
   */
  readonly updates: Iterable<ReportUpdate>;
  readonly sources: readonly Source[];
  /** The clips with their places, each made when it is requested. */
  readonly clips: Iterable<Clip>;
  readonly pins: readonly Pin[];
  /** The top sections and items in an existing report; null for a new one. */
  readonly inserted: InsertedParts | null;
}

export interface InsertedParts {
  readonly sections: readonly SectionId[];
  readonly statements: readonly StatementId[];
}

/**
 * The number of statements in one document while it is made. With so few, the document is released
 * before the JavaScript engine moves it to long-lived memory. Each document has its own author, and
 * each open page stores a counter for each author.
 */
const PART_SIZE = 50;

/**
 * Repairs a read report as decided, and makes it ready to be stored. Every damaged place is
 * recorded, so that each repair can be taken back or made later. Linear in the report. In memory at
 * one time: a part of it as a document, with its update. Tests use small parts.
 */
export function prepareImport(
  imported: ImportedReport,
  plan: ImportPlan,
  partSize = PART_SIZE,
): PreparedImport {
  const under = plan.kind === 'section' ? plan.under : null;
  const { title, language } = plan.kind === 'new' ? plan : imported;
  const { sources, pins } = imported;
  return {
    reportId: plan.reportId,
    title,
    language,
    updates: {
      [Symbol.iterator]: () => updatesOf({ ...imported, language }, plan, partSize),
    },
    sources,
    clips: { [Symbol.iterator]: () => fileClips(imported, plan.reportId, under) },
    pins,
    inserted: plan.kind === 'new' ? null : outermost(imported),
  };
}

function* updatesOf(
  imported: ImportedReport,
  plan: ImportPlan,
  partSize: number,
): Generator<ReportUpdate, void> {
  const base = findRootsQuickly(new Y.Doc());
  if (plan.kind === 'section') Y.applyUpdate(base, plan.document);
  const before = Y.encodeStateVector(base);
  const damage = Map.groupBy(imported.importReport.damage, ({ statementId }) => statementId);
  const place = { under: plan.kind === 'section' ? plan.under : null, at: plan.at };
  for (const part of importInParts(base, imported, place, partSize)) {
    repairDamage(part, damage, plan.choices);
    const { doc } = part;
    // As when the title is changed later, what the file has of it changes too.
    if (doc === base && plan.kind === 'new') setTitle(doc, plan);
    const update = doc === base ? Y.encodeStateAsUpdate(doc, before) : Y.encodeStateAsUpdate(doc);
    doc.destroy();
    yield { update };
  }
}

function repairDamage(
  { doc, statements }: ImportPart,
  damage: ReadonlyMap<StatementId, readonly Damage[]>,
  choices: DamageChoices,
): void {
  const own = statements.flatMap(({ id }) => damage.get(id) ?? []);
  if (own.length === 0) return;
  doc.transact(() => {
    applyDamageRepairs(doc, own);
    for (const { id } of own) {
      const completion = choices.completions.get(id);
      if (completion !== undefined && !choices.kept.has(id)) completeCutWord(doc, id, completion);
    }
    takeBackRepairs(
      doc,
      own.map(({ id }) => id).filter((id) => choices.kept.has(id)),
    );
  });
}

/** Files each clip beside the statement that cites it first, so that it is not in the inbox. */
function* fileClips(
  { clips, citations, statements }: ImportedReport,
  reportId: ReportId,
  under: SectionId | null,
): Generator<Clip, void> {
  const sections = new Map<StatementId, SectionId | null>();
  for (const { id, sectionId } of statements) sections.set(id, sectionId);
  const places = new Map<ClipId, SectionId | null>();
  for (const { clipId, statementId } of citations) {
    if (!places.has(clipId)) places.set(clipId, sections.get(statementId) ?? under);
  }
  for (const clip of clips) {
    yield { ...clip, filedUnder: { reportId, sectionId: places.get(clip.id) ?? under } };
  }
}

function outermost({ sections, statements }: ImportedReport): InsertedParts {
  return {
    sections: sections.filter(({ parentId }) => parentId === null).map(({ id }) => id),
    statements: statements.filter(({ sectionId }) => sectionId === null).map(({ id }) => id),
  };
}
