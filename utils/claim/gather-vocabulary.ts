import type { ReportClaims } from './claim';
import type { Vocabulary } from './find-names';
import { foldName } from './same-names';

/**
 * Which words a report writes in small letters, and which always with a capital, so that its
 * claims are read as their author spells. Linear in the report.
 */
export function gatherVocabulary(report: ReportClaims): Vocabulary {
  const names = new Set<string>();
  const common = new Set<string>();
  for (const { plain } of report.statements) {
    for (const match of plain.matchAll(/\p{L}[\p{L}\p{M}]+/gu)) {
      const [word] = match;
      if (/^[\p{Ll}\p{M}]+$/u.test(word)) common.add(foldName(word));
      else if (/^\p{Lu}\p{Ll}/u.test(word)) {
        const before = plain.slice(Math.max(0, match.index - 4), match.index);
        if (/[\p{L},'’] ?$/u.test(before)) names.add(foldName(word));
      }
    }
  }
  for (const word of common) names.delete(word);
  return { names, common };
}
