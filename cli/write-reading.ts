import type { OpenedReport } from './open-report';
import { DAMAGE_REASON_TEXTS, DAMAGE_TEXTS, LEFT_ALONE_TEXTS } from './texts';
import { onOneLine, placeText } from './write-text';

/** Returns what is understood of a report, for a person: its citations, and what is odd in it. */
export function writeReading({ name, report, passages }: OpenedReport): string {
  const { importReport, title } = report;
  const { headings, statements, damage, leftAlone, citations, pages } = importReport;
  const cited = passages.map(({ place, address, claim, pin, isListed }) => {
    const what =
      pin.quote !== null
        ? `quotes “${onOneLine(pin.quote)}”`
        : pin.directive !== null
          ? 'names a passage'
          : isListed
            ? 'is in a list of sources'
            : 'names a page';
    const words = claim === '' ? '' : `\n  for “${onOneLine(claim)}”`;
    return `${placeText(name, place)}: ${what}${words}\n  ${onOneLine(address)}`;
  });
  const broken = damage.map(({ kind, reason, line, original, mended }) => {
    const why = reason === null ? '' : `: ${DAMAGE_REASON_TEXTS[reason]}`;
    const change = original === mended ? '' : ` → “${onOneLine(mended)}”`;
    return `${onOneLine(name)}:${line}: ${DAMAGE_TEXTS[kind]}${why}\n  “${onOneLine(original)}”${change}`;
  });
  const left = leftAlone.map(
    ({ line, text, why }) =>
      `${onOneLine(name)}:${line}: left as it is, ${LEFT_ALONE_TEXTS[why]}\n  “${onOneLine(text)}”`,
  );
  const counts = `${onOneLine(name)}: ${[
    `title “${onOneLine(title)}”`,
    `headings ${headings}`,
    `statements ${statements}`,
    `citations ${citations}`,
    `pages ${pages}`,
    `damage ${damage.length}`,
  ].join(', ')}.`;
  return `${[...cited, ...broken, ...left, counts].join('\n')}\n`;
}

/** Returns the same for programs. */
export function writeReadingJson(reports: readonly OpenedReport[]): string {
  const files = reports.map(({ name, report, passages }) => ({
    file: name,
    title: report.title,
    language: report.language,
    citations: passages.map(({ place, address, label, claim, page, isListed, pin }) => ({
      line: place?.line ?? null,
      column: place?.column ?? null,
      address,
      label,
      claim,
      page,
      isListed,
      quote: pin.quote,
      directive: pin.directive,
    })),
    damage: report.importReport.damage.map(({ kind, reason, line, original, mended }) => ({
      kind,
      reason,
      line,
      original,
      mended,
    })),
    leftAlone: report.importReport.leftAlone.map(({ line, text, why }) => ({ line, text, why })),
  }));
  return `${JSON.stringify({ pincite: 1, reports: files }, null, 2)}\n`;
}
