import { VERDICTS } from '@/utils/model/evidence';
import type { CheckedReport, JudgedCitation } from './check-reports';
import { countOutcomes, type FailOn, type Outcome, outcomeOf } from './outcomes';
import { texts } from './texts';
import {
  adviceOf,
  archiveText,
  differenceText,
  NO_COLOURS,
  onOneLine,
  reasonsOf,
  summaryText,
} from './write-text';

/* The results of a check for programs. Texts of reports and pages are escaped in each format. */

type Write = (reports: readonly CheckedReport[], fails: FailOn) => string;

interface Row {
  readonly name: string;
  readonly citation: JudgedCitation;
  readonly outcome: Outcome;
}

function rowsOf(reports: readonly CheckedReport[], fails: FailOn): Row[] {
  return reports.flatMap(({ name, citations }) =>
    citations.map((citation) => ({ name, citation, outcome: outcomeOf(citation, fails) })),
  );
}

/** Returns everything about a citation that does not pass in a few sentences. */
function messageOf(citation: JudgedCitation): string {
  const { judgement, judged, address } = citation;
  const { difference } = judgement.evidence;
  const advice = adviceOf(citation);
  return [
    texts().summary.pair(texts().verdict[judgement.verdict], onOneLine(judged.quote ?? address)),
    ...(difference.length > 0 ? [differenceText(difference, NO_COLOURS)] : []),
    ...reasonsOf(citation),
    ...archiveLines(citation),
    ...(advice === null ? [] : [advice]),
    ...(judged.quote === null ? [] : [onOneLine(address)]),
  ].join('\n');
}

function archiveLines(citation: JudgedCitation): string[] {
  const text = archiveText(citation);
  return text === null ? [] : [texts().summary.pair(texts().archive.label, text)];
}

/** Returns what an archive has of the page, for programs; null if no archive was asked. */
function archiveFields({ archived }: JudgedCitation) {
  if (archived === null) return null;
  const { judgement, url, takenAt } = archived;
  const { reason, detail, httpStatus, passage, difference } = judgement.evidence;
  const about = { url, takenAt, verdict: judgement.verdict };
  return { ...about, reason, detail, httpStatus, passage, difference };
}

/** The JSON output. Its fields are never renamed or removed while its field `pincite` is 1. */
const writeJson: Write = (reports, fails) => {
  const { citations, fails: failed, reported, verdicts } = countOutcomes(reports, fails);
  const counts = { citations, failed, reported, verdicts: Object.fromEntries(verdicts) };
  const files = reports.map((report) => ({
    file: report.name,
    citations: report.citations.map((citation) => {
      const {
        place,
        address,
        label,
        finalUrl,
        seenAt,
        judged,
        isAdopted,
        isListed,
        isKnown,
        judgement,
      } = citation;
      const { reason, detail, httpStatus, passage, difference, changes } = judgement.evidence;
      return {
        line: place?.line ?? null,
        column: place?.column ?? null,
        address,
        label,
        finalUrl,
        seenAt,
        quote: judged.quote,
        isAdopted,
        isListed,
        isKnown,
        verdict: judgement.verdict,
        outcome: outcomeOf(citation, fails),
        flags: judgement.flags,
        ...{ reason, detail, httpStatus, passage, difference, changes },
        archive: archiveFields(citation),
      };
    }),
  }));
  return `${JSON.stringify({ pincite: 1, counts, reports: files }, null, 2)}\n`;
};

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Without the characters that XML 1.0 forbids. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n]/gu, (character) => XML_ENTITIES[character] ?? character);
}

/** Returns a function that makes names unique: some readers show only one of two equal names. */
function uniqueNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
}

/** A suite for each report, and a case for each citation. What is only reported is *skipped*. */
const writeJunit: Write = (reports, fails) => {
  const totals = countOutcomes(reports, fails);
  const suites = reports.map((report) => {
    const counts = countOutcomes([report], fails);
    const nameCase = uniqueNames();
    const cases = rowsOf([report], fails).map(({ name, citation, outcome }) => {
      const { place, address, judged, judgement } = citation;
      const at = place === null ? '' : `${place.line}:${place.column} `;
      const unique = nameCase(at + onOneLine(judged.quote ?? address));
      const attributes = `classname="${xml(name)}" file="${xml(name)}"${place === null ? '' : ` line="${place.line}"`} name="${xml(unique)}"`;
      if (outcome === 'passes') return `    <testcase ${attributes}/>`;
      // Some readers show only the message, others only the text.
      const message = messageOf(citation);
      const [first = ''] = message.split('\n');
      const result =
        outcome === 'fails'
          ? `<failure type="${judgement.verdict}" message="${xml(first)}">${xml(message)}</failure>`
          : `<skipped message="${xml(message)}"/>`;
      return `    <testcase ${attributes}>\n      ${result}\n    </testcase>`;
    });
    const head = `name="${xml(report.name)}" tests="${counts.citations}" failures="${counts.fails}" errors="0" skipped="${counts.reported}"`;
    return `  <testsuite ${head}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${totals.citations}" failures="${totals.fails}" errors="0" skipped="${totals.reported}">\n${suites.join('\n')}\n</testsuites>\n`;
};

/**
 * Returns a message of SARIF (§ 3.11.5, § 3.11.6) that shows exactly this text, without links and
 * placeholders. SARIF needs each brace twice, so added words are in brackets and not in braces.
 */
function forSarif(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('{+', '[+')
    .replaceAll('+}', '+]')
    .replace(/[{}]/gu, '$&$&')
    .replaceAll('](', '] (');
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const writeSarif: Write = (reports, fails) => {
  const results = rowsOf(reports, fails)
    .filter(({ outcome }) => outcome !== 'passes')
    .map(({ name, citation, outcome }) => {
      const { place, judgement } = citation;
      const uri = name.toWellFormed().split('/').map(encodeURIComponent).join('/');
      const region =
        place === null ? {} : { region: { startLine: place.line, startColumn: place.column } };
      return {
        ruleId: judgement.verdict,
        ruleIndex: VERDICTS.indexOf(judgement.verdict),
        level: outcome === 'fails' ? 'error' : 'note',
        message: { text: forSarif(messageOf(citation)) },
        locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }],
        ...(citation.archived === null ? {} : { properties: { archive: archiveFields(citation) } }),
      };
    });
  const rules = VERDICTS.map((id) => ({ id, shortDescription: { text: texts().verdict[id] } }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Pincite', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

/** Escapes as the toolkit of GitHub Actions does. */
function forAnnotation(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function forProperty(text: string): string {
  return forAnnotation(onOneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Writes one line for each annotation, in the format that GitHub Actions reads. */
const writeGithub: Write = (reports, fails) => {
  const lines = rowsOf(reports, fails)
    .filter(({ outcome }) => outcome !== 'passes')
    .map(({ name, citation, outcome }) => {
      const { place, judgement } = citation;
      const at = place === null ? '' : `,line=${place.line},col=${place.column}`;
      const title = forProperty(
        texts().summary.pair('Pincite', texts().verdict[judgement.verdict]),
      );
      const command = outcome === 'fails' ? 'error' : 'notice';
      return `::${command} file=${forProperty(name)}${at},title=${title}::${forAnnotation(messageOf(citation))}`;
    });
  return `${[...lines, summaryText(countOutcomes(reports, fails))].join('\n')}\n`;
};

/** No text of a report or page can become markup, a link or another cell. */
function forCell(text: string): string {
  return onOneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~$@:<>&-]/gu, (character) => `&#${character.charCodeAt(0)};`)
    .slice(0, 4_000);
}

/** A table for a comment or the summary of a job. */
const writeMarkdown: Write = (reports, fails) => {
  const rows = rowsOf(reports, fails)
    .filter(({ outcome }) => outcome !== 'passes')
    .map(({ name, citation }) => {
      const { place, judgement, judged, address } = citation;
      const at = place === null ? name : `${name}:${place.line}:${place.column}`;
      const { difference } = judgement.evidence;
      const changed = difference.length > 0 ? [differenceText(difference, NO_COLOURS)] : [];
      const why = [...changed, ...reasonsOf(citation), ...archiveLines(citation)].join(' ');
      const cells = [at, texts().verdict[judgement.verdict], judged.quote ?? address, why];
      return `| ${cells.map(forCell).join(' | ')} |`;
    });
  const { where, verdict, quote, why } = texts().column;
  const head = [`| ${[where, verdict, quote, why].join(' | ')} |`, '|---|---|---|---|'];
  const summary = `**Pincite** ${summaryText(countOutcomes(reports, fails))}`;
  return `${[summary, ...(rows.length === 0 ? [] : ['', ...head, ...rows])].join('\n')}\n`;
};

export const FORMATS = {
  json: writeJson,
  junit: writeJunit,
  sarif: writeSarif,
  github: writeGithub,
  markdown: writeMarkdown,
} as const satisfies Record<string, Write>;
