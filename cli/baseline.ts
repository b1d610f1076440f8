import path from 'node:path';
import * as z from 'zod/mini';
import { VERDICTS } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';
import type { CheckedReport, JudgedCitation } from './check-reports';
import { type FailOn, outcomeOf } from './outcomes';
import { schemaFault } from './schema-fault';

/*
 * A baseline lists the citations that are known to fail, so that a newsroom can begin to check
 * reports that nobody can correct at once. A known failure does not fail the check, but a new
 * failure does. A citation that fails in another way than before is new, unless its page was not
 * requested.
 */

const MAX_ENTRIES = 100_000;
const Words = z.string().check(z.maxLength(100_000));
const EntrySchema = z.strictObject({
  /** The path of the report, relative to the folder of the baseline. */
  file: Words,
  /** The address as the report writes it. */
  address: Words,
  /** The words that the report quotes; null if it only links. */
  quote: z.nullable(Words),
  verdict: z.enum(VERDICTS),
});
export type BaselineEntry = z.infer<typeof EntrySchema>;

const BaselineSchema = z.strictObject({
  pincite: z.literal(1),
  known: z.array(EntrySchema).check(z.maxLength(MAX_ENTRIES)),
});

/** Reads a baseline; fails with what is wrong in it. */
export function readBaseline(json: string): Result<readonly BaselineEntry[], string> {
  try {
    const parsed = BaselineSchema.safeParse(JSON.parse(json));
    return parsed.success ? ok(parsed.data.known) : err(schemaFault(parsed.error));
  } catch (cause) {
    return err(String(cause));
  }
}

/** Writes a baseline. The same entries always give the same bytes. */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const known = [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { file, address, quote, verdict }]) => ({ file, address, quote, verdict }));
  return `${JSON.stringify({ pincite: 1, known }, null, 2)}\n`;
}

export interface ComparedReports {
  readonly reports: readonly CheckedReport[];
  /** Entries of checked reports whose citation has another verdict now or does not exist now. */
  readonly gone: readonly BaselineEntry[];
}

/** Marks the citations that a baseline lists. `folder`: the folder of the baseline. */
export function compareWithBaseline(
  reports: readonly CheckedReport[],
  known: readonly BaselineEntry[],
  fails: FailOn,
  folder: string,
): ComparedReports {
  const keys = new Set(known.map(keyOf));
  const citationKeys = Map.groupBy(known, citationKeyOf);
  const seen = new Set<string>();
  const files = new Set(reports.map(({ name }) => fileIn(folder, name)));
  const compared = reports.map((report) => ({
    ...report,
    citations: report.citations.map((citation): JudgedCitation => {
      const entry = entryOf(report, citation, folder);
      // A page that was not requested cannot contradict the baseline.
      const same =
        citation.judgement.evidence.reason === 'not-run'
          ? (citationKeys.get(citationKeyOf(entry)) ?? []).map(keyOf)
          : [keyOf(entry)].filter((key) => keys.has(key));
      for (const key of same) seen.add(key);
      const isKnown = same.length > 0 && outcomeOf(citation, fails) === 'fails';
      return isKnown ? { ...citation, isKnown } : citation;
    }),
  }));
  const gone = known.filter((entry) => files.has(entry.file) && !seen.has(keyOf(entry)));
  return { reports: compared, gone };
}

/**
 * Returns a baseline with all citations that fail now. Entries of unchecked reports are kept.
 */
export function renewBaseline(
  reports: readonly CheckedReport[],
  before: readonly BaselineEntry[],
  fails: FailOn,
  folder: string,
): BaselineEntry[] {
  const checked = new Set(reports.map(({ name }) => fileIn(folder, name)));
  const failing = reports.flatMap((report) =>
    report.citations
      .filter((citation) => outcomeOf(citation, fails) === 'fails')
      .map((citation) => entryOf(report, citation, folder)),
  );
  return [...before.filter(({ file }) => !checked.has(file)), ...failing];
}

function entryOf(
  { name }: CheckedReport,
  { address, pin, judgement }: JudgedCitation,
  folder: string,
): BaselineEntry {
  return { file: fileIn(folder, name), address, quote: pin.quote, verdict: judgement.verdict };
}

function fileIn(folder: string, name: string): string {
  return path.relative(folder, path.resolve(name)).split(path.sep).join('/');
}

/** Returns a key of the citation that does not depend on its verdict. */
function citationKeyOf({ file, address, quote }: BaselineEntry): string {
  return JSON.stringify([file, address, quote]);
}

function keyOf({ file, address, quote, verdict }: BaselineEntry): string {
  return JSON.stringify([file, address, quote, verdict]);
}
