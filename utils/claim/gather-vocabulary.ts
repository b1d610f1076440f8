import type { StatementClaims } from './claim';
import type { Vocabulary } from './find-names';
import { foldWord } from './same-names';

/** A capitalised word in at least this share of the statements is a topic of the report. */
const TOPIC_SHARE = 0.4;
const TOPIC_STATEMENTS = 8;

/**
 * Collects which words a report writes in lower case, and which always with a capital, so that its
 * claims are read with its own spelling. Linear in the report.
 */
export function gatherVocabulary(report: {
  readonly statements: readonly Pick<StatementClaims, 'plain'>[];
}): Vocabulary {
  const names = new Set<string>();
  const common = new Set<string>();
  const said = new Map<string, number>();
  for (const { plain } of report.statements) {
    const here = new Set<string>();
    for (const match of plain.matchAll(/\p{L}[\p{L}\p{M}]+/gu)) {
      const [word] = match;
      if (/^[\p{Ll}\p{M}]+$/u.test(word)) {
        common.add(foldWord(word));
        continue;
      }
      here.add(foldWord(word));
      if (/^\p{Lu}\p{Ll}/u.test(word)) {
        const before = plain.slice(Math.max(0, match.index - 4), match.index);
        if (/[\p{L},'’] ?$/u.test(before)) names.add(foldWord(word));
      }
    }
    for (const word of here) said.set(word, (said.get(word) ?? 0) + 1);
  }
  for (const word of common) names.delete(word);
  const many = Math.max(TOPIC_STATEMENTS, report.statements.length * TOPIC_SHARE);
  const topics = new Set([...said].flatMap(([word, count]) => (count >= many ? [word] : [])));
  return { names, common, topics };
}
