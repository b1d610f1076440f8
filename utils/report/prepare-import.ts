import * as Y from 'yjs';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { ClipId, ReportId, SectionId, StatementId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import {
  applyDamageRepairs,
  completeCutWord,
  takeBackRepairs,
} from '@/utils/model/repair-operations';
import type { ImportedReport } from './imported-report';

/** What a person decided about the damage, by the id of each. What is not named is repaired. */
export interface DamageChoices {
  readonly kept: ReadonlySet<string>;
  /** The characters that a cut word is completed with. */
  readonly completions: ReadonlyMap<string, string>;
}

/** Where a read report goes: into a report of its own, or to a place in one that is there. */
export type ImportPlan = {
  readonly reportId: ReportId;
  readonly choices: DamageChoices;
  /** ISO 8601 UTC. */
  readonly at: string;
} & (
  | { readonly kind: 'new'; readonly title: string; readonly language: string }
  | {
      readonly kind: 'section';
      /** Null: the top level. */
      readonly under: SectionId | null;
      /** The whole document that it goes into, as one Yjs update. */
      readonly document: Uint8Array;
    }
);

/** What is to be stored, all of it at once. */
export interface PreparedImport {
  readonly reportId: ReportId;
  readonly title: string;
  readonly language: string;
  /** What the document lacks until now, as one Yjs update. */
  readonly update: Uint8Array<ArrayBuffer>;
  readonly sources: readonly Source[];
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  /** The outermost of what went into a report that was there; null for a new one. */
  readonly inserted: InsertedParts | null;
}

export interface InsertedParts {
  readonly sections: readonly SectionId[];
  readonly statements: readonly StatementId[];
}

/**
 * A read report with its damage repaired as decided, ready to be stored. Every damaged place is
 * recorded, so that each repair can be taken back and made later. Linear in the report.
 */
export function prepareImport(imported: ImportedReport, plan: ImportPlan): PreparedImport {
  const doc = new Y.Doc();
  if (plan.kind === 'section') Y.applyUpdate(doc, plan.document);
  const before = Y.encodeStateVector(doc);
  const under = plan.kind === 'section' ? plan.under : null;
  const { title, language } = plan.kind === 'new' ? plan : imported;
  doc.transact(() => {
    applyImportedReport(doc, { ...imported, title, language }, { under, at: plan.at });
    repairDamage(doc, imported, plan.choices);
  });
  const { sources, pins } = imported;
  const prepared = {
    reportId: plan.reportId,
    title,
    language,
    update: new Uint8Array(Y.encodeStateAsUpdate(doc, before)),
    sources,
    clips: fileClips(imported, plan.reportId, under),
    pins,
    inserted: plan.kind === 'new' ? null : outermost(imported),
  };
  doc.destroy();
  return prepared;
}

function repairDamage(doc: Y.Doc, imported: ImportedReport, choices: DamageChoices): void {
  const { damage } = imported.importReport;
  applyDamageRepairs(doc, damage);
  for (const { id } of damage) {
    const completion = choices.completions.get(id);
    if (completion !== undefined && !choices.kept.has(id)) completeCutWord(doc, id, completion);
  }
  takeBackRepairs(doc, choices.kept);
}

/** Each clip beside the statement that cites it first, so that it is found there and not in the inbox. */
function fileClips(
  { clips, citations, statements }: ImportedReport,
  reportId: ReportId,
  under: SectionId | null,
): Clip[] {
  const sections = new Map(statements.map(({ id, sectionId }) => [id, sectionId]));
  const places = new Map<ClipId, SectionId | null>();
  for (const { clipId, statementId } of citations) {
    if (!places.has(clipId)) places.set(clipId, sections.get(statementId) ?? under);
  }
  return clips.map((clip) => ({
    ...clip,
    filedUnder: { reportId, sectionId: places.get(clip.id) ?? under },
  }));
}

function outermost({ sections, statements }: ImportedReport): InsertedParts {
  return {
    sections: sections.filter(({ parentId }) => parentId === null).map(({ id }) => id),
    statements: statements.filter(({ sectionId }) => sectionId === null).map(({ id }) => id),
  };
}
