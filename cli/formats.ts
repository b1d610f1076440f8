import { VERDICTS } from '@/utils/model/evidence';
import type { CheckedReport, JudgedCitation } from './check-reports';
import { countOutcomes, type FailOn, type Outcome, outcomeOf } from './outcomes';
import { VERDICT_TEXTS } from './texts';
import {
  adviceOf,
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
    `${VERDICT_TEXTS[judgement.verdict]}: ${onOneLine(judged.quote ?? address)}`,
    ...(difference.length > 0 ? [differenceText(difference, NO_COLOURS)] : []),
    ...reasonsOf(citation),
    ...(advice === null ? [] : [advice]),
    ...(judged.quote === null ? [] : [onOneLine(address)]),
  ].join('\n');
}

/** The JSON output. Its fields are never renamed or removed while its field `pincite` is 1. */
const writeJson: Write = (reports, fails) => {
  const { citations, fails: failed, reported, verdicts } = countOutcomes(reports, fails);
  const counts = { citations, failed, reported, verdicts: Object.fromEntries(verdicts) };
  const files = reports.map((report) => ({
    file: report.name,
    citations: report.citations.map((citation) => {
      const { place, address, label, finalUrl, judged, isAdopted, isListed, judgement } = citation;
      const { reason, detail, httpStatus, passage, difference, changes } = judgement.evidence;
      return {
        line: place?.line ?? null,
        column: place?.column ?? null,
        address,
        label,
        finalUrl,
        quote: judged.quote,
        isAdopted,
        isListed,
        verdict: judgement.verdict,
        outcome: outcomeOf(citation, fails),
        flags: judgement.flags,
        ...{ reason, detail, httpStatus, passage, difference, changes },
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

/** A suite for each report, and a case for each citation. What is only reported is *skipped*. */
const writeJunit: Write = (reports, fails) => {
  const totals = countOutcomes(reports, fails);
  const suites = reports.map((report) => {
    const counts = countOutcomes([report], fails);
    const cases = rowsOf([report], fails).map(({ name, citation, outcome }) => {
      const { place, address, judged, judgement } = citation;
      const at = place === null ? '' : `${place.line}:${place.column} `;
      const attributes = `classname="${xml(name)}" file="${xml(name)}"${place === null ? '' : ` line="${place.line}"`} name="${xml(`${at}${onOneLine(judged.quote ?? address)}`)}"`;
      if (outcome === 'passes') return `    <testcase ${attributes}/>`;
      const message = xml(messageOf(citation));
      const result =
        outcome === 'fails'
          ? `<failure type="${judgement.verdict}" message="${message}"/>`
          : `<skipped message="${message}"/>`;
      return `    <testcase ${attributes}>\n      ${result}\n    </testcase>`;
    });
    const head = `name="${xml(report.name)}" tests="${counts.citations}" failures="${counts.fails}" errors="0" skipped="${counts.reported}"`;
    return `  <testsuite ${head}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${totals.citations}" failures="${totals.fails}" errors="0" skipped="${totals.reported}">\n${suites.join('\n')}\n</testsuites>\n`;
};

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const writeSarif: Write = (reports, fails) => {
  const results = rowsOf(reports, fails)
    .filter(({ outcome }) => outcome !== 'passes')
    .map(({ name, citation, outcome }) => {
      const { place, judgement } = citation;
      const uri = name.split('/').map(encodeURIComponent).join('/');
      const region =
        place === null ? {} : { region: { startLine: place.line, startColumn: place.column } };
      return {
        ruleId: judgement.verdict,
        ruleIndex: VERDICTS.indexOf(judgement.verdict),
        level: outcome === 'fails' ? 'error' : 'note',
        message: { text: messageOf(citation) },
        locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }],
      };
    });
  const rules = VERDICTS.map((id) => ({ id, shortDescription: { text: VERDICT_TEXTS[id] } }));
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
      const title = forProperty(`Pincite: ${VERDICT_TEXTS[judgement.verdict]}`);
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
      const why = [...changed, ...reasonsOf(citation)].join(' ');
      const cells = [at, VERDICT_TEXTS[judgement.verdict], judged.quote ?? address, why];
      return `| ${cells.map(forCell).join(' | ')} |`;
    });
  const head = ['| where | verdict | quote or link | why |', '|---|---|---|---|'];
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
