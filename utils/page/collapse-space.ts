/**
 * White space that collapses. The code uses regular expressions for long texts, and loops for their
 * ends.
 *
 * https://drafts.csswg.org/css-text/#white-space-phase-1
 */

/** Runs that change. Most texts have none. */
const IRREGULAR = /[\t\n]| {2}/;
const IRREGULAR_RUNS = /[\t\n][ \t\n]*| [ \t\n]+/g;
const SOLID = /[^ \t\n]/;

export function isCollapsible(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}

/** Returns whether a text that is not empty has only white space that collapses. */
export function isBlank(data: string): boolean {
  return isCollapsible(data.charCodeAt(0)) && !SOLID.test(data);
}

/** Returns the length of the white space at the start of a text, in UTF-16 units. */
export function leadingSpace(data: string): number {
  let at = 0;
  while (at < data.length && isCollapsible(data.charCodeAt(at))) at++;
  return at;
}

/** Replaces every run of white space by one space. */
export function collapseSpace(data: string): string {
  return IRREGULAR.test(data) ? data.replace(IRREGULAR_RUNS, ' ') : data;
}

/**
 * Calls `visit` after each run that collapsing shortens, with the offset after it and the run's
 * length.
 */
export function eachLongRun(data: string, visit: (after: number, length: number) => void): void {
  for (const { 0: run, index } of data.matchAll(IRREGULAR_RUNS)) {
    if (run.length > 1) visit(index + run.length, run.length);
  }
}
