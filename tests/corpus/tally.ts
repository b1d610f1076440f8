import { isWeakTerm } from '@/utils/fragment/term-stops';
import { parseTextDirective, type TextDirective } from '@/utils/fragment/text-directive';
import { SELECTION_KINDS, type SelectionKind } from '../browser/fragment/random-ranges';
import { GENERATORS, type GeneratorName } from './generators';
import type { Outcome } from './judge-match';

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** Counts the results of selections by generator and kind. */
export class SelectionTally {
  private readonly counts = new Map<string, number>();
  private readonly reasons = new Map<GeneratorName, Map<string, number>>();
  private readonly terms = { built: 0, weak: 0, chosen: 0 };

  add(generator: GeneratorName, kind: SelectionKind, outcome: Outcome): void {
    const names = ['of', outcome.kind];
    if (outcome.kind === 'correct' && outcome.exact) names.push('exact');
    for (const name of names) {
      for (const group of ['all', kind]) {
        const key = `${generator} ${group} ${name}`;
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      }
    }
    if (outcome.kind !== 'refused') return;
    const reasons = this.reasons.get(generator) ?? new Map<string, number>();
    reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
    this.reasons.set(generator, reasons);
  }

  /**
   * Measures how well the terms of built directives would survive edits: counts directives with a
   * term of fewer than three letters, and those among them for which the page offers a longer term
   * (`longest` has the longest terms that its blocks allow).
   */
  addTerms(value: string, longest: TextDirective): void {
    const weak = Object.entries(parseTextDirective(value) ?? {}).filter(([, term]) =>
      isWeakTerm(term ?? ''),
    );
    const offered = (name: string): string =>
      (name === 'prefix' || name === 'suffix' ? longest[name] : undefined) ??
      (name === 'end' ? longest.end : undefined) ??
      (name === 'start' || name === 'end' ? longest.start : '');
    this.terms.built++;
    if (weak.length > 0) this.terms.weak++;
    if (weak.some(([name]) => !isWeakTerm(offered(name)))) this.terms.chosen++;
  }

  get weakTerms(): Readonly<Record<'built' | 'weak' | 'chosen', number>> {
    return this.terms;
  }

  count(generator: GeneratorName, name: Outcome['kind'] | 'exact' | 'of', group = 'all'): number {
    return this.counts.get(`${generator} ${group} ${name}`) ?? 0;
  }

  lines(): string[] {
    return ['all', ...SELECTION_KINDS].flatMap((group) => [
      `  ${group}: ${this.count('ours', 'of', group)} selections`,
      ...GENERATORS.map((generator) => this.line(generator, group)),
    ]);
  }

  private line(generator: GeneratorName, group: string): string {
    const count = (name: Outcome['kind'] | 'exact' | 'of') => this.count(generator, name, group);
    const built = count('correct') + count('dead') + count('wrong');
    const reasons = [...(this.reasons.get(generator) ?? [])].map(([why, n]) => `${why} ${n}`);
    return [
      `    ${generator.padEnd(9)}built ${built}`,
      `correct ${count('correct')} (${percent(count('correct'), count('of'))}, exact ${count('exact')})`,
      `dead ${count('dead')}`,
      `wrong ${count('wrong')}`,
      `refused ${count('refused')}${group === 'all' && reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
    ].join(', ');
  }
}

/** Returns the value that a share of all values do not exceed, with one decimal. */
export const percentile = (values: readonly number[], share: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(1);
