import * as z from 'zod/mini';
import { idSchema } from './ids';
import { STATEMENT_KINDS } from './report-content';

/*
 * Sections of one report as plain values, for another report: the result of `takeSections` and the
 * input of `insertSection`. A part of a document cannot be merged, so each text also has the last
 * version that both sides had in common.
 */

const nullable = z.nullable;
const Text = z.string();

const SectionRow = z.object({
  id: idSchema<'section'>(),
  /** Null for a taken section, and for the top level of a whole report. */
  parentId: nullable(idSchema<'section'>()),
  rank: Text,
  level: z.number().check(z.int(), z.minimum(1), z.maximum(6)),
  title: Text,
  raw: nullable(Text),
  gapBefore: Text,
});

const StatementRow = z.object({
  id: idSchema<'statement'>(),
  /** Null for the statements before the first heading of a whole report. */
  sectionId: nullable(idSchema<'section'>()),
  rank: Text,
  kind: z.enum(STATEMENT_KINDS),
  marker: Text,
  depth: z.number().check(z.int(), z.minimum(0), z.maximum(100)),
  text: Text,
  raw: nullable(Text),
  gapBefore: Text,
  /** The version in which this side once received it from the other; null if it never did. */
  base: nullable(Text),
});

const CitationRow = z.object({
  id: idSchema<'citation'>(),
  statementId: idSchema<'statement'>(),
  clipId: idSchema<'clip'>(),
  label: Text,
  href: nullable(Text),
  style: Text,
  raw: nullable(Text),
  articleLink: z.exactOptional(Text),
});

const PlacementRow = z.object({
  clipId: idSchema<'clip'>(),
  sectionId: nullable(idSchema<'section'>()),
  /** Null: after the items with a rank. */
  rank: nullable(Text),
  note: Text,
  tags: z.array(Text),
  pinId: nullable(idSchema<'pin'>()),
  pageTitle: z.exactOptional(z.object({ title: Text, pinId: idSchema<'pin'>() })),
});

export const SectionContentSchema = z.object({
  from: z.object({
    reportId: idSchema<'report'>(),
    title: Text,
    /** When it was taken, ISO 8601 UTC. */
    takenAt: z.iso.datetime(),
  }),
  sections: z.array(SectionRow),
  statements: z.array(StatementRow),
  citations: z.array(CitationRow),
  placements: z.array(PlacementRow),
});
export type SectionContent = z.infer<typeof SectionContentSchema>;
export type TakenStatement = z.infer<typeof StatementRow>;
export type TakenSection = z.infer<typeof SectionRow>;
export type TakenPlacement = z.infer<typeof PlacementRow>;

/**
 * Returns the first row that names a missing row: a statement whose section is missing, a section
 * that is its own ancestor, a citation without a statement. Returns null if all rows are complete.
 * The caller checks the clips.
 */
export function findDanglingRow(content: SectionContent): string | null {
  const parents = new Map(content.sections.map(({ id, parentId }) => [id, parentId]));
  const statements = new Set(content.statements.map(({ id }) => id));
  const settled = new Set<string>();
  for (const { id } of content.sections) {
    const path = new Set<string>();
    for (let at: typeof id | null = id; at !== null && !settled.has(at); ) {
      const parent: typeof id | null | undefined = parents.get(at);
      if (parent === undefined || path.has(at)) return id;
      path.add(at);
      at = parent;
    }
    for (const known of path) settled.add(known);
  }
  for (const { id, sectionId } of content.statements) {
    if (sectionId !== null && !parents.has(sectionId)) return id;
  }
  for (const { id, statementId } of content.citations) if (!statements.has(statementId)) return id;
  for (const { clipId, sectionId } of content.placements) {
    if (sectionId !== null && !parents.has(sectionId)) return clipId;
  }
  return null;
}
