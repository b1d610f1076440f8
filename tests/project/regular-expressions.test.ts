import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { expect, test, vi } from 'vitest';
import { cpuTime } from '../unit/cpu-time';
import { type Attack, attacksOn, runOn, textOf } from './regex-attacks';

/**
 * Lengths of the texts in UTF-16 units. Worse than quadratic work fails on one of these texts, so
 * it does not take minutes.
 */
const LENGTHS = [200, 1_000, 4_000];
/** On a text of this length, quadratic work takes ten times the allowed time. */
const LONGEST = 32_000;
/**
 * Processor milliseconds for the last of LENGTHS. Quadratic work that takes less would take half of
 * the allowed time on the longest text, which is eight times as long.
 */
const QUICK = 0.5;
/**
 * Maximum processor milliseconds for 32,000 UTF-16 units. Linear work takes less than one on most
 * texts of this length. The text of an attack with a long pump is several times as long.
 */
const MOST = 60;

/**
 * Expressions that get texts of at most the given number of UTF-16 units from their callers. Each is
 * named by its first characters.
 */
const BOUNDED: readonly (readonly [start: string, units: number])[] = [
  [String.raw`/(?:^|[.!?:;\n«“"(]\s*)$/`, 4],
  [String.raw`/(?<![\p{L}\p{N}])([\p{L}][\p{L}\p{N}.'-]*)[ -]$/`, 32],
  [String.raw`/[.!?:;«“"„(\n\t•]\s*$/`, 4],
  [String.raw`/(?:^|doi:\s*|doi\.org\/)`, 300],
  [String.raw`/(?:\r?\n[ \t]*)*$/`, 200],
  [String.raw`/!\[[^\]]*\]\([^)\s]*\)$/`, 300],
  [String.raw`/^(?:[\s*_]|\p{Extended_Pictographic}\uFE0F?)*([`, 80],
  [String.raw`/(?<left>\p{L}`, 80],
  [String.raw`/(?<![\p{L}\p{N}])((?:\p{L}\.`, 24],
  [String.raw`/([\p{L}\p{N}.'-]*)([.!?]+)`, 48],
  [String.raw`/(?<![\p{L}\p{N}])(?<figure>`, 64],
  [String.raw`/(?<![\p{L}\p{N}\p{M}])([\p{L}\p{N}]`, 320],
];

interface Found {
  readonly where: string;
  readonly pattern: RegExp;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.tsx?$/u.test(name))
    .map((name) => path.join(folder, name));
}

function literalsIn(file: string): Found[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, body = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/u.exec(node.text) ?? [];
      found.push({ where: file, pattern: new RegExp(body, flags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Collects the regular expressions that modules construct when they are loaded. */
async function madeBy(files: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  let loading = '';
  const Native = RegExp;
  vi.stubGlobal(
    'RegExp',
    new Proxy(Native, {
      construct(target, [source, flags]: [string, string?]) {
        const pattern = new target(source, flags);
        found.push({ where: loading, pattern });
        return pattern;
      },
    }),
  );
  for (const file of files) {
    loading = file;
    // A module that needs a browser when it is loaded cannot be loaded here.
    await import(/* @vite-ignore */ path.resolve(file)).catch(() => undefined);
  }
  vi.unstubAllGlobals();
  return found;
}

const REPEATS = /[*+]|\{\d+,/u;

/** Runs an attack up to five times, and returns the fewest processor milliseconds. */
function costOf(pattern: RegExp, text: string, enough: number): number {
  let cost = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && cost > enough; tries += 1) {
    const from = cpuTime();
    runOn(pattern, text);
    cost = Math.min(cost, cpuTime() - from);
  }
  return cost;
}

/** Describes an attack that takes too long, with its processor milliseconds. Null if none does. */
function slowOn({ pattern }: Found): string | null {
  const bound = BOUNDED.find(([start]) => String(pattern).startsWith(start))?.[1];
  let attacks: readonly Attack[] = [...attacksOn(pattern.source)];
  for (const length of bound === undefined ? [...LENGTHS, LONGEST] : [bound]) {
    const slower: Attack[] = [];
    for (const attack of attacks) {
      const text = textOf(attack, length);
      const most = MOST * Math.max(1, text.length / LONGEST);
      const enough = length === LENGTHS.at(-1) ? QUICK : most;
      const cost = costOf(pattern, text, enough);
      if (cost > most)
        return `${JSON.stringify(attack)}, ${text.length} units: ${cost.toFixed()} ms`;
      if (cost > QUICK || enough !== QUICK) slower.push(attack);
    }
    attacks = slower;
  }
  return null;
}

/** Collects all expressions that repeat something, by their text. */
async function allExpressions(): Promise<ReadonlyMap<string, Found>> {
  const literals = ['utils', 'components', 'entrypoints', 'cli', 'server']
    .flatMap(sourceFiles)
    .flatMap(literalsIn);
  const made = await madeBy(sourceFiles('utils'));
  const all = new Map<string, Found>();
  for (const one of [...literals, ...made]) {
    if (REPEATS.test(one.pattern.source)) all.set(String(one.pattern), one);
  }
  expect(all.size).toBeGreaterThan(300);
  return all;
}

test('no regular expression can read a text in exponentially many ways', async () => {
  const all = await allExpressions();
  const found = [...all.values()].flatMap(({ where, pattern }) => {
    const { reports } = analyse(pattern, { reportTypes: { Move: false } });
    return reports
      .filter(({ exponential }) => exponential)
      .map(({ character }) => `${where} ${String(pattern)} repeats ${character.literal.source}`);
  });
  expect(found).toEqual([]);
});

test('every regular expression takes linear time', {
  timeout: 600_000,
}, async () => {
  const all = await allExpressions();
  const slow = [...all.values()].flatMap((one) => {
    const attack = slowOn(one);
    return attack === null ? [] : [`${one.where} ${String(one.pattern).slice(0, 100)} ${attack}`];
  });
  expect(slow).toEqual([]);
});
