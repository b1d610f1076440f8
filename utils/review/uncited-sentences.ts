import type { StatementId } from '@/utils/model/ids';
import type { Section } from '@/utils/model/report-content';
import type { ReadStep } from './claims-of-tree';

/** A sentence without a citation. */
export interface UncitedSentence {
  readonly statementId: StatementId;
  /** UTF-16 units of the statement's plain text. */
  readonly start: number;
  readonly words: string;
}

export interface UncitedSection {
  /** The nearest heading above them; null before the first heading. */
  readonly section: Section | null;
  readonly sentences: readonly UncitedSentence[];
}

/** Returns the uncited sentences in reading order, by section, without empty sections. Linear. */
export function uncitedBySection(steps: readonly ReadStep[]): UncitedSection[] {
  const sections: { section: Section | null; sentences: UncitedSentence[] }[] = [];
  let here: { section: Section | null; sentences: UncitedSentence[] } = {
    section: null,
    sentences: [],
  };
  for (const step of steps) {
    if (step.kind === 'heading') {
      here = { section: step.section, sentences: [] };
      continue;
    }
    const { plain, uncited } = step.claims;
    if (uncited.length > 0 && here.sentences.length === 0) sections.push(here);
    for (const { start, end } of uncited) {
      const { id } = step.statement;
      here.sentences.push({ statementId: id, start, words: plain.slice(start, end) });
    }
  }
  return sections;
}

/** Returns how many sentences of a report have no citation. Linear. */
export function countUncited(steps: readonly ReadStep[]): number {
  return uncitedBySection(steps).reduce((sum, { sentences }) => sum + sentences.length, 0);
}
