import type { PdfLine } from './set-pdf-lines';

/** How many lines at the top and at the bottom of a page may be running heads or feet. */
const EDGE = 3;
const FIGURE = /\p{Nd}+/gu;

/**
 * Returns the keys that a line at a page's edge shares with similar lines on other pages: its
 * height, its words, and how its number follows that of the page. A line with several numbers has a
 * key for each. A table row with other figures on each page therefore has none in common.
 */
function keysOf(line: PdfLine, page: number): string[] {
  const place = `${Math.round(line.across).toString()} ${Math.round(line.size).toString()}`;
  const keys = [`${place} ${line.text}`];
  for (const match of line.text.matchAll(FIGURE)) {
    const offset = Number(match[0]) - page;
    const rest = `${line.text.slice(0, match.index)}#${line.text.slice(match.index + match[0].length)}`;
    keys.push(`${place} ${offset.toString()} ${rest}`);
    if (keys.length > 8) break;
  }
  return keys;
}

function edgesOf(lines: readonly PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((a, b) => b.across - a.across);
  return byHeight.length <= 2 * EDGE
    ? byHeight
    : [...byHeight.slice(0, EDGE), ...byHeight.slice(-EDGE)];
}

/**
 * Returns the running heads, feet and page numbers of a document: lines at the edge of a page that
 * are at the same height on two other pages too, apart from the page's number. They would interrupt
 * a sentence at a page break.
 */
export function runningLines(pages: readonly (readonly PdfLine[])[]): ReadonlySet<PdfLine> {
  const counts = new Map<string, number>();
  const edges = pages.map((lines, page) =>
    edgesOf(lines).map((line) => ({ line, keys: [...new Set(keysOf(line, page))] })),
  );
  for (const edge of edges) {
    for (const key of new Set(edge.flatMap(({ keys }) => keys))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const running = new Set<PdfLine>();
  for (const { line, keys } of edges.flat()) {
    if (keys.some((key) => (counts.get(key) ?? 0) >= 3)) running.add(line);
  }
  return running;
}
