import type { CitationId, Id } from '@/utils/model/ids';
import type { Damage, ImportedReport, ImportedStatement } from '../model/imported-report';
import {
  type CitationPlace,
  citationPlaces,
  wordsAfter,
  wordsBefore,
} from './damage/citation-places';
import { findDirectiveDamage } from './damage/directive-damage';
import { findLeftoverMarkers, type LeftoverMarker } from './damage/leftover-markers';
import { openCloser } from './damage/open-closer';
import {
  type Completions,
  type Cut,
  leftOfCut,
  NO_COMPLETIONS,
  ReportWords,
} from './damage/report-words';
import { findUnclosedMarks, type UnclosedMark } from './damage/unclosed-marks';

type ReadReport = Pick<ImportedReport, 'statements' | 'citations' | 'language'>;

/** A statement with its damage. */
interface Finding {
  readonly statement: ImportedStatement;
  readonly markers: readonly LeftoverMarker[];
  readonly closings: readonly Closing[];
  readonly directives: readonly Found[];
}

/** A mark of emphasis without a partner, and the position of the partner if it can be known. */
interface Closing {
  readonly mark: UnclosedMark;
  readonly closer: string;
  readonly at: number | null;
  /** The leftover marker whose cut removed the partner. */
  readonly marker: LeftoverMarker | null;
}

/**
 * Finds all damaged places of a report as it was read, by line: leftover citation markers with the
 * words that they cut, emphasis that is not closed, directives that are invalid or too weak.
 * Certain repairs are made; guesses are only offered. Linear in the report.
 */
export function findDamage(report: ReadReport, newId: () => Id<'repair'>): readonly Damage[] {
  const hrefs = new Map<CitationId, string>();
  for (const { id, href } of report.citations) hrefs.set(id, href);
  // Most statements are undamaged, so only damage is stored.
  const findings: Finding[] = [];
  const cuts = new Map<LeftoverMarker, Cut>();
  for (const statement of report.statements) {
    const finding = examine(statement, hrefs, report.language);
    const { markers, closings, directives } = finding;
    if (markers.length + closings.length + directives.length > 0) findings.push(finding);
    for (const marker of markers) {
      const cut = cutOf(finding, marker);
      if (cut !== null) cuts.set(marker, cut);
    }
  }
  const completions = completeCuts(cuts, report);
  return findings.flatMap((finding) => {
    const damage = [
      ...finding.markers.map((marker) => markerDamage(finding, marker, cuts, completions)),
      ...finding.closings.map((closing) => emphasisDamage(finding, closing)),
      ...finding.directives,
    ];
    return withLines(finding.statement, damage).map((each) => ({ ...each, id: newId() }));
  });
}

type Found = Omit<Damage, 'id' | 'line'>;

function examine(
  statement: ImportedStatement,
  hrefs: ReadonlyMap<CitationId, string>,
  language: string,
): Finding {
  const places = citationPlaces(statement.text);
  const directives = places.flatMap((place) => {
    const href = hrefs.get(place.id);
    const found = href === undefined ? null : findDirectiveDamage(href, language);
    return found === null ? [] : [directiveDamage(statement, place, found)];
  });
  if (statement.kind === 'code') return { statement, markers: [], closings: [], directives };
  const markers = findLeftoverMarkers(statement.text, places);
  const marks = findUnclosedMarks(statement.text);
  const closings = closeMarks(statement.text, marks, markers);
  return { statement, markers, closings, directives };
}

/**
 * A mark that opens before a cut and is never closed lost its partner there, if that much is
 * missing. A mark whose partner is too short is lengthened. All others are only reported.
 */
function closeMarks(
  text: string,
  marks: readonly UnclosedMark[],
  markers: readonly LeftoverMarker[],
): Closing[] {
  const taken = new Set<LeftoverMarker>();
  return marks.map((mark) => {
    const closer = [...mark.run].reverse().join('');
    if (!mark.opens) return { mark, closer, at: null, marker: null };
    const marker = markers.find(
      (one) => one.cutAt !== null && one.cutAt >= (mark.shortEnd ?? mark.start + mark.run.length),
    );
    const cutAt = marker?.cutAt ?? null;
    if (marker !== undefined && cutAt !== null && !taken.has(marker)) {
      const inside = text.slice(mark.start, cutAt);
      const fits = marker.end - marker.start >= closer.length && !/[.!?…]\s|\n/u.test(inside);
      if (fits && (mark.shortEnd === null || mark.shortEnd === cutAt)) {
        taken.add(marker);
        return { mark, closer, at: cutAt, marker };
      }
    }
    return { mark, closer, at: mark.shortEnd, marker: null };
  });
}

function cutOf({ statement, closings }: Finding, marker: LeftoverMarker): Cut | null {
  if (marker.cutAt === null) return null;
  const { text } = statement;
  const closing = closings.find((one) => one.marker === marker);
  return {
    ...leftOfCut(text.slice(Math.max(0, marker.cutAt - 200), marker.cutAt)),
    missing: marker.end - marker.start - (closing?.closer.length ?? 0),
    closer: openCloser(text, marker.cutAt, marker.end),
  };
}

/** From this many places on, a report shows whether its markers cut any words. */
const TELLING = 4;

/** Returns the possible texts for each cut; none if the words before the markers are whole. */
function completeCuts(
  cuts: ReadonlyMap<LeftoverMarker, Cut>,
  report: ReadReport,
): ReadonlyMap<LeftoverMarker, Completions> {
  if (cuts.size === 0) return new Map();
  const words = new ReportWords(report.statements, report.citations, [...cuts.values()]);
  const completions = new Map<LeftoverMarker, Completions>();
  let whole = 0;
  let supported = 0;
  for (const [marker, cut] of cuts) {
    const offered = words.completionsOf(cut);
    completions.set(marker, offered);
    if (offered.texts.length > 0) supported += 1;
    else if (words.hasWhole(cut.left)) whole += 1;
  }
  if (whole >= TELLING && whole > 2 * supported) completions.clear();
  return completions;
}

function markerDamage(
  { statement }: Finding,
  marker: LeftoverMarker,
  cuts: ReadonlyMap<LeftoverMarker, Cut>,
  completions: ReadonlyMap<LeftoverMarker, Completions>,
): Found {
  const { text } = statement;
  const original = text.slice(marker.start, marker.end);
  const offered = completions.get(marker);
  const missing = offered === undefined ? 0 : (cuts.get(marker)?.missing ?? 0);
  const { texts, isLikely } = (missing > 0 && offered) || NO_COMPLETIONS;
  return {
    kind: 'leftover-marker',
    statementId: statement.id,
    citationId: marker.citationId,
    start: marker.start,
    original,
    mended: marker.certain ? '' : original,
    before: wordsBefore(text, marker.cutAt ?? marker.start),
    after: wordsAfter(text, marker.end),
    reason: null,
    cutAt: missing > 0 ? marker.cutAt : null,
    missing: missing > 0 ? missing : null,
    completions: texts,
    isLikely,
  };
}

function emphasisDamage({ statement }: Finding, { mark, closer, at }: Closing): Found {
  const { text } = statement;
  const start = at ?? mark.start;
  return {
    kind: 'unbalanced-emphasis',
    statementId: statement.id,
    citationId: null,
    start,
    original: at === null ? mark.run : '',
    mended: at === null ? mark.run : closer,
    before: wordsBefore(text, start),
    after: wordsAfter(text, at === null ? start + mark.run.length : start),
    reason: null,
    cutAt: null,
    missing: null,
    completions: [],
    isLikely: false,
  };
}

function directiveDamage(
  statement: ImportedStatement,
  place: CitationPlace,
  found: NonNullable<ReturnType<typeof findDirectiveDamage>>,
): Found {
  return {
    kind: found.kind,
    statementId: statement.id,
    citationId: place.id,
    start: place.start,
    original: found.value,
    mended: found.value,
    before: wordsBefore(statement.text, place.start),
    after: wordsAfter(statement.text, place.end),
    reason: found.reason,
    cutAt: null,
    missing: null,
    completions: [],
    isLikely: false,
  };
}

/** In order. A statement's text keeps the line breaks of its block. */
function withLines(statement: ImportedStatement, damage: Found[]): (Found & { line: number })[] {
  let line = statement.line;
  let from = 0;
  return damage
    .sort((a, b) => a.start - b.start)
    .map((each) => {
      line += statement.text.slice(from, each.start).match(/\n/gu)?.length ?? 0;
      from = each.start;
      return { ...each, line };
    });
}
