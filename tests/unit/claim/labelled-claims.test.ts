import { describe, expect, test } from 'vitest';
import { HINT_KINDS } from '@/utils/claim/claim';
import { rates, readLabelled, type Scored, score } from './labelled';

const FILES = ['figures', 'dates', 'names', 'quotations', 'mixed'];
const FIGURES = ['figure', 'percentage', 'money', 'duration', 'ordinal'];

const cases = FILES.flatMap(readLabelled);

function table({ byKind }: Scored): string {
  const line = (name: string, kinds: readonly string[]): string => {
    const { precision, recall, labels } = rates(byKind, kinds);
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8);
    return `  ${name.padEnd(21)} ${percent(precision)} ${percent(recall)} ${String(labels).padStart(5)}`;
  };
  return [
    `  ${'kind'.padEnd(21)} precise   recall labels`,
    ...HINT_KINDS.filter((kind) => byKind.has(kind)).map((kind) => line(kind, [kind])),
    line('figures together', FIGURES),
    line('all together', HINT_KINDS),
  ].join('\n');
}

describe('the labelled claims', () => {
  test('are many, of every kind, and each label names words of its claim', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    for (const { hints, claim } of cases) {
      for (const { kind, words } of hints) {
        expect(HINT_KINDS as readonly string[]).toContain(kind);
        expect(claim).toContain(words);
      }
    }
    const clean = cases.filter(({ hints }) => hints.length === 0).length;
    expect(clean).toBeGreaterThan(cases.length * 0.3);
    expect(clean).toBeLessThan(cases.length * 0.7);
    const mixed = cases.filter(({ language, passages }) => passages[0]?.language !== language);
    expect(mixed.length).toBeGreaterThan(cases.length * 0.3);
  });

  const tuned = cases.filter(({ heldOut }) => !heldOut);
  const held = cases.filter(({ heldOut }) => heldOut);
  test.each([
    { name: 'looked at', part: tuned },
    { name: 'held out', part: held },
    { name: 'all', part: cases },
  ])('$name: figures and dates are pointed out rightly', ({ name, part }) => {
    const scored = score(part);
    console.info(`${name}, ${part.length} claims\n${table(scored)}`);
    for (const kinds of [FIGURES, ['date']]) {
      const { precision, recall } = rates(scored.byKind, kinds);
      expect(precision, `${kinds.join()}: ${scored.faults.join('\n')}`).toBeGreaterThanOrEqual(
        0.95,
      );
      expect(recall, `${kinds.join()}: ${scored.faults.join('\n')}`).toBeGreaterThanOrEqual(0.9);
    }
  });
});
