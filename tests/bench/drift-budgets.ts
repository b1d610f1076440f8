import { findClosePlaces } from '@/utils/quote/find-close-places';
import { gramIndexOf } from '@/utils/quote/gram-index';
import { foldStrictly } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';
import { randomFrom } from '../browser/fragment/random-ranges';
import { CHANGED, type TextKind } from './drift-kinds';
import { table } from './measure';

/**
 * Measures error budgets of other sizes: how many edits a quote of a given length may have and
 * still be found in its place, against how often another text is taken for a removed quote. Without
 * context, which helps the judge beyond any budget.
 */

const TIERS = [
  { name: '8–19', from: 8, to: 20 },
  { name: '20–60', from: 20, to: 61 },
  { name: '61–300', from: 61, to: 301 },
] as const;
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];
const KINDS: readonly TextKind[] = CHANGED.filter(({ name }) =>
  /^(?:word|adverb|words|figure|digit|name|negation|replaced)/u.test(name),
);

interface Found {
  readonly tier: string;
  readonly share: number;
  /** The right place, another place, or none. For a removed quote, every match is another place. */
  readonly place: 'right' | 'other' | 'none';
  readonly removed: boolean;
}

/** Returns runs of whole words of a given length that occur once in a text. */
function sample(
  text: string,
  tier: (typeof TIERS)[number],
  random: () => number,
): TextRange | null {
  for (let tries = 0; tries < 40; tries++) {
    const length = tier.from + Math.floor(random() * (tier.to - tier.from));
    const start = text.indexOf(' ', Math.floor(random() * (text.length - length))) + 1;
    const end = text.lastIndexOf(' ', start + length);
    const words = text.slice(start, end);
    if (start <= 0 || words.length < tier.from || words.includes('\n')) continue;
    if (!/^\p{L}.*\p{L}{2}/u.test(words) || text.indexOf(words) !== text.lastIndexOf(words))
      continue;
    return { start, end };
  }
  return null;
}

function edited(text: string, { start, end }: TextRange, kind: TextKind) {
  const passage = text.slice(start, end);
  const edits = kind.edit(passage);
  if (edits === null) return null;
  let now = passage;
  for (const edit of [...edits].reverse()) {
    now = now.slice(0, edit.start) + edit.text + now.slice(edit.end);
  }
  return { text: text.slice(0, start) + now + text.slice(end), end: start + now.length };
}

/** Tries each budget on some passages of a page's text, both edited and removed. */
export function tryBudgets(text: string, quotes: number, seed: number): Found[] {
  const random = randomFrom(seed);
  const found: Found[] = [];
  const search = (page: string, quote: string, tier: string, place: TextRange | null) => {
    const fold = foldStrictly(page);
    const pattern = foldStrictly(quote).lower.trim();
    for (const share of SHARES) {
      const budget = Math.floor(pattern.length * share);
      const [best] = findClosePlaces(fold.lower, pattern, budget, gramIndexOf(fold, fold.lower));
      const there = best === undefined ? null : fold.toOriginal(best.start, best.end);
      const right =
        there !== null && place !== null && there.start < place.end && place.start < there.end;
      found.push({
        tier,
        share,
        place: there === null ? 'none' : right ? 'right' : 'other',
        removed: place === null,
      });
    }
  };
  for (const tier of TIERS) {
    for (let at = 0; at < quotes; at++) {
      const range = sample(text, tier, random);
      if (range === null) continue;
      const quote = text.slice(range.start, range.end);
      search(text.slice(0, range.start) + text.slice(range.end), quote, tier.name, null);
      for (const kind of KINDS) {
        const now = edited(text, range, kind);
        if (now !== null) search(now.text, quote, tier.name, { start: range.start, end: now.end });
      }
    }
  }
  return found;
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);

/** Returns a table with one row for each length and budget. */
export function budgetTable(found: readonly Found[]): string {
  const rows = TIERS.flatMap(({ name }) =>
    SHARES.map((share) => {
      const of = found.filter((one) => one.tier === name && one.share === share);
      const kept = of.filter(({ removed }) => !removed);
      const removed = of.filter((one) => one.removed);
      const count = (cases: readonly Found[], place: Found['place']) =>
        cases.filter((one) => one.place === place).length;
      return [
        name,
        `${Math.round(100 * share)} %`,
        String(kept.length),
        percent(count(kept, 'right'), kept.length),
        percent(count(kept, 'other'), kept.length),
        String(removed.length),
        percent(count(removed, 'other'), removed.length),
      ];
    }),
  );
  return table([
    ['length', 'budget', 'altered', 'found %', 'other place %', 'removed', 'other taken %'],
    ...rows,
  ]);
}
