import type { StatementClaims } from '@/utils/claim/claim';
import { claimsOfSegments } from '@/utils/claim/derive-claims';
import { writtenNames } from '@/utils/claim/shown-text';
import { sourcedQuotes } from '@/utils/claim/sourced-quotes';
import type { SectionId, StatementId } from '@/utils/model/ids';
import { linkedWords } from '@/utils/model/linked-words';
import type { Section } from '@/utils/model/report-content';
import type { ReportTree, StatementItem } from '@/utils/model/report-tree';
import { plainMarks } from '@/utils/report/plain-marks';
import { readingOrder } from '@/utils/report/reading-order';

/** A step through a report with its claims, without clips that nobody cites. */
export type ReadStep =
  | { readonly kind: 'heading'; readonly section: Section; readonly depth: number }
  | {
      readonly kind: 'statement';
      readonly statement: StatementItem['statement'];
      readonly claims: StatementClaims;
      /**
       * What is shown at the positions of citations: their names where the text does not read
       * without them, and the marks without a link that share a mark with one.
       */
      readonly marks: readonly { readonly at: number; readonly mark: string }[];
    };

interface Known {
  readonly print: string;
  readonly step: ReadStep;
}

/**
 * Returns a function that reads the claims of a report repeatedly while it is edited. A step stays
 * the same object until its words, citations or position change; the array stays the same until a
 * step changes. Looks at each statement, and reads only those that changed.
 */
export function createClaimsReader(): (tree: ReportTree) => readonly ReadStep[] {
  let known: ReadonlyMap<SectionId | StatementId, Known> = new Map();
  let latest: readonly ReadStep[] = [];
  return (tree) => {
    const next = new Map<SectionId | StatementId, Known>();
    const steps: ReadStep[] = [];
    const { language } = tree.content;
    const marks = plainMarks(tree);
    const { quotes, joined } = sourcedQuotes(tree);
    const add = (id: SectionId | StatementId, print: string, read: () => ReadStep) => {
      const before = known.get(id);
      const step = before?.print === print ? before.step : read();
      next.set(id, { print, step });
      steps.push(step);
    };
    for (const step of readingOrder(tree, true)) {
      if (step.type === 'section') {
        const { section, depth } = step.node;
        const print = JSON.stringify([section.title, section.parentId, depth]);
        add(section.id, print, () => ({ kind: 'heading', section, depth }));
      } else if (step.type === 'item' && step.item.kind === 'statement') {
        // The statement that names the source of a quoted block has the words of the block.
        if (quotes.has(step.item.id)) continue;
        const { citations } = step.item;
        const { statement, segments } = joined.get(step.item.id) ?? step.item;
        const { kind, sectionId, text, depth, marker } = statement;
        const cited = citations.map((one) => [
          ...[one.id, one.clipId, linkedWords(one), one.label, one.raw],
          ...[marks.get(one.id) ?? ''],
        ]);
        const print = JSON.stringify([language, kind, sectionId, text, depth, marker, cited]);
        add(statement.id, print, () => {
          const claims = claimsOfSegments(statement, segments, tree.citations, language);
          const plain = claims.citationsAt.flatMap(({ citationId, at }) => {
            const mark = marks.get(citationId);
            // A mark such as `[1, p. 2]` is already the name of its first citation.
            return mark === undefined || /[\p{L}§]/u.test(mark) ? [] : [{ at, mark: ` ${mark}` }];
          });
          const names = writtenNames(claims).map(({ at, name }) => ({ at, mark: name }));
          const placed = [...names, ...plain].sort((a, b) => a.at - b.at);
          return { kind: 'statement', statement, claims, marks: placed };
        });
      }
    }
    known = next;
    if (steps.length !== latest.length || steps.some((step, at) => step !== latest[at])) {
      latest = steps;
    }
    return latest;
  };
}
