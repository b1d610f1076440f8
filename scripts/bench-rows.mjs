// Formats the rows in which benchmarks report their results, and the table of all rows. A benchmark
// prints a row as one readable line of text, and `npm run bench` parses the line. The module has no
// dependencies, because the command starts before the installation.

/**
 * One speed promise and its measured figure.
 * @typedef {object} BenchRow
 * @property {string} what What was measured.
 * @property {string | null} ours Pincite's figure with its unit, if it differs from `value`.
 * @property {string | null} peer The name and figure of the compared tool or lower bound.
 * @property {number} value The number compared with the bar: a ratio (unit ×) or a figure.
 * @property {string} unit Unit of value and bar: × for a ratio.
 * @property {number} bar
 * @property {'most' | 'least'} direction Whether the bar is the maximum or the minimum.
 * @property {boolean} met
 */

/**
 * Whether a value meets its bar. An unknown value (NaN) does not meet it.
 * @param {number} value @param {number} bar @param {'most' | 'least'} direction
 */
export function meets(value, bar, direction) {
  return direction === 'most' ? value <= bar : value >= bar;
}

/** @param {number} value @param {string} unit */
function digits(value, unit) {
  if (Number.isNaN(value)) return 'NaN';
  if (value > 0 && value < 0.1) return value.toFixed(4);
  return value.toFixed(value < 10 || unit === '%' ? 2 : 0);
}

/** @param {BenchRow} row @returns {string} One line; `parseBenchRow` reads it. */
export function formatBenchRow({ what, ours, peer, value, unit, bar, direction, met }) {
  if (unit === '') throw new Error(`“${what}” has no unit, so its line could not be read.`);
  const parts = [
    `${what}: ${digits(value, unit)} ${unit}`,
    ...(ours === null ? [] : [`ours ${ours}`]),
    ...(peer === null ? [] : [`beside ${peer}`]),
    `bar ${direction === 'most' ? '≤' : '≥'} ${bar} ${unit}`,
  ];
  return `${met ? 'ok    ' : 'MISSED'} ${parts.join(' | ')}`;
}

const LINE =
  /^(?<met>ok {4}|MISSED) (?<what>.+?): (?<value>-?[\d.]+|NaN) (?<unit>\S+)(?: \| ours (?<ours>[^|]+?))?(?: \| beside (?<peer>[^|]+?))? \| bar (?<sign>[≤≥]) (?<bar>[\d.]+) (?<barUnit>\S+)$/u;

/** @param {string} line @returns {BenchRow | null} Null for a line that is not a row. */
export function parseBenchRow(line) {
  const found = LINE.exec(line)?.groups;
  if (found === undefined) return null;
  return {
    what: found['what'] ?? '',
    ours: found['ours'] ?? null,
    peer: found['peer'] ?? null,
    value: Number(found['value']),
    unit: found['unit'] ?? '',
    bar: Number(found['bar']),
    direction: found['sign'] === '≤' ? 'most' : 'least',
    met: found['met'] === 'ok    ',
  };
}

/**
 * A run of one bench.
 * @typedef {object} BenchRun
 * @property {string} date ISO 8601 UTC.
 * @property {string} machine
 * @property {number} load Average number of processes waiting for a core before the run.
 * @property {boolean} finished
 * @property {readonly BenchRow[]} rows
 */

/**
 * The table of `docs/PERFORMANCE.md`.
 * @param {Readonly<Record<string, BenchRun>>} runs By the name of the bench.
 * @returns {string} Markdown.
 */
export function performancePage(runs) {
  const names = Object.keys(runs).sort();
  const all = names.flatMap((name) => runs[name]?.rows ?? []);
  const missed = all.filter(({ met }) => !met).length;
  const lines = [
    '# Performance',
    '',
    '`npm run bench` writes this page and `docs/performance.json`. Ratios compare two figures of one run. Milliseconds depend on the machine.',
    '',
    `${all.length} promises are measured; ${all.length - missed} are met, ${missed} are missed.`,
  ];
  for (const name of names) {
    const run = runs[name];
    if (run === undefined) continue;
    const end = run.finished ? '' : ' The bench did not finish.';
    lines.push(
      '',
      `## ${name}`,
      '',
      `${run.date.slice(0, 10)}, ${run.machine}, load ${run.load.toFixed(1)} before the run.${end}`,
      '',
      '| what | ours | peer or floor | ratio | bar | |',
      '|---|---:|---:|---:|---:|---|',
      ...run.rows.map(tableRow),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** @param {BenchRow} row */
function tableRow({ what, ours, peer, value, unit, bar, direction, met }) {
  const isRatio = unit === '×';
  const figure = `${digits(value, unit)} ${unit}`;
  const cells = [
    what,
    ours ?? (isRatio ? '–' : figure),
    peer ?? '–',
    isRatio ? figure : '–',
    `${direction === 'most' ? '≤' : '≥'} ${bar} ${unit}`,
    met ? 'met' : '**missed**',
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
