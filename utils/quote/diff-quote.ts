import { diffArrays } from 'diff/lib/diff/array.js';
import type { DifferencePart } from '@/utils/model/evidence';
import { byImportance, changesBetween, type FactChange } from './changed-facts';
import { splitTokens } from './split-tokens';
import { foldStrictly } from './strict-fold';

export interface QuoteDifference {
  /** `removed` is only in the quote, `added` only on the page; `same` has the page's spelling. */
  readonly parts: DifferencePart[];
  /** The changes by name, the most important first. */
  readonly changes: FactChange[];
}

/**
 * With more edits than this, a word-by-word difference does not help. The quote and the passage are
 * then shown whole.
 */
const MAX_EDITS = 2_000;
const MAX_CHANGES = 20;

interface Token {
  readonly text: string;
  /** What the judge ignores is equal here too. */
  readonly key: string;
}

function tokensOf(text: string): Token[] {
  return splitTokens(text).map((token) => ({ text: token, key: foldStrictly(token).text.trim() }));
}

/**
 * The word-level difference between a quote and the passage found in its
 * place. Costs tokens × edits, bounded by `MAX_EDITS`.
 */
export function diffQuote(quote: string, passage: string): QuoteDifference {
  const steps = diffArrays(tokensOf(quote), tokensOf(passage), {
    comparator: (a, b) => a.key === b.key,
    maxEditLength: MAX_EDITS,
  });
  if (steps === undefined) {
    return {
      parts: [
        { op: 'removed', text: quote },
        { op: 'added', text: passage },
      ],
      changes: [],
    };
  }
  const parts: DifferencePart[] = [];
  const changes: FactChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    changes.push(...changesBetween(removed, added));
    removed = [];
    added = [];
  };
  for (const step of steps) {
    const op = step.added ? 'added' : step.removed ? 'removed' : 'same';
    const words = step.value.map((token) => token.text);
    parts.push({ op, text: words.join('') });
    if (op === 'removed') removed.push(...words);
    else if (op === 'added') added.push(...words);
    // White space between two changed words does not separate them.
    else if (words.join('').trim() !== '') flush();
  }
  flush();
  return { parts, changes: byImportance(changes).slice(0, MAX_CHANGES) };
}
