import type { OpenedReport } from './opened-report';
import { texts } from './texts';
import { onOneLine, placeText } from './write-text';

/** Returns what is understood of a report, for a person: its citations, and what is odd in it. */
export function writeReading({ name, title, imported, passages }: OpenedReport): string {
  const { read } = texts();
  const about = imported?.importReport ?? null;
  const { damage, leftAlone } = about ?? { damage: [], leftAlone: [] };
  const cited = passages.map(({ place, address, claim, pin, isListed }) => {
    const what =
      pin.quote !== null
        ? read.quotes(onOneLine(pin.quote))
        : pin.directive !== null
          ? read.passage
          : isListed
            ? read.listed
            : read.page;
    const words = claim === '' ? '' : `\n  ${read.claim(onOneLine(claim))}`;
    return `${placeText(name, place)}: ${what}${words}\n  ${onOneLine(address)}`;
  });
  const broken = damage.map(({ kind, reason, line, original, mended }) => {
    const why = reason === null ? '' : `: ${texts().damageReason[reason]}`;
    const change = original === mended ? '' : ` → ${read.words(onOneLine(mended))}`;
    return `${onOneLine(name)}:${line}: ${texts().damage[kind]}${why}\n  ${read.words(onOneLine(original))}${change}`;
  });
  const left = leftAlone.map(
    ({ line, text, why }) =>
      `${onOneLine(name)}:${line}: ${read.left(texts().leftAlone[why])}\n  ${read.words(onOneLine(text))}`,
  );
  const counts = `${onOneLine(name)}: ${[
    read.title(onOneLine(title)),
    ...(about === null ? [] : [read.headings(about.headings), read.statements(about.statements)]),
    read.citations(passages.length),
    read.pages(new Set(passages.map(({ page }) => page)).size),
    read.damage(damage.length),
  ].join(', ')}.`;
  return `${[...cited, ...broken, ...left, counts].join('\n')}\n`;
}

/** Returns the same for programs. */
export function writeReadingJson(reports: readonly OpenedReport[]): string {
  const files = reports.map(({ name, title, language, imported, passages }) => ({
    file: name,
    title,
    language,
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
    damage: (imported?.importReport.damage ?? []).map(
      ({ kind, reason, line, original, mended }) => ({
        kind,
        reason,
        line,
        original,
        mended,
      }),
    ),
    leftAlone: (imported?.importReport.leftAlone ?? []).map(({ line, text, why }) => ({
      line,
      text,
      why,
    })),
  }));
  return `${JSON.stringify({ pincite: 1, reports: files }, null, 2)}\n`;
}
