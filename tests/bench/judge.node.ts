import { expect, test } from 'vitest';
import { type FuzzCase, judgeFuzzCase } from './judge-fuzz';
import { table, verdict } from './measure';

/** Number of cases with changed words. PINCITE_JUDGE_CASES sets another number. */
const CASES = Number(process.env['PINCITE_JUDGE_CASES'] ?? 100_000);
/** Seed of the first case. PINCITE_SEED sets another seed. */
const FIRST = Number(process.env['PINCITE_SEED'] ?? 1);
const SHOWN = 20;

const isFault = (fault: FuzzCase['fault']) => (one: FuzzCase) => one.fault === fault;

test('judges random edits of random quotes without a false pass', { timeout: 3_600_000 }, () => {
  const faults: FuzzCase[] = [];
  const kinds = new Map<string, Map<string, number>>();
  let changed = 0;
  let same = 0;
  let seed = FIRST;
  for (; changed < CASES; seed += 1) {
    const made = judgeFuzzCase(seed);
    if (made === null) continue;
    if (made.truth === 'changed') changed += 1;
    else same += 1;
    if (made.fault !== null) faults.push(made);
    const kind = made.truth === 'same' ? 'typography only' : (made.edits[0] ?? '');
    const counts = kinds.get(kind) ?? new Map<string, number>();
    kinds.set(kind, counts.set(made.verdict, (counts.get(made.verdict) ?? 0) + 1));
  }
  const verdicts = ['verbatim', 'typographic', 'moved', 'altered', 'missing'];
  const rows = [...kinds].map(([kind, counts]) => [
    kind,
    ...verdicts.map((each) => String(counts.get(each) ?? 0)),
  ]);
  console.log(table([['edit', ...verdicts], ...rows]));
  for (const { fault, seed, edits, verdict, quote, page } of faults.slice(0, SHOWN)) {
    console.log(`${fault}, seed ${seed}, ${verdict}: ${edits.join(', ')}\n  ${quote}\n  ${page}`);
  }
  const count = (fault: FuzzCase['fault']) => faults.filter(isFault(fault)).length;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
  const rest = [
    verdict(`false passes, of ${changed} changed quotes`, count('false pass'), 0, 'passes'),
    verdict(`wrong grades, of ${same} passes`, count('wrong grade'), 0, 'grades'),
    verdict(`false fails, of ${same}`, share(count('false fail'), same), 0.5, '%'),
  ];
  console.log(rest.join('\n'));
  expect(rest.filter((line) => line.startsWith('MISSED'))).toEqual([]);
});
