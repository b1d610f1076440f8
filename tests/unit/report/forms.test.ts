import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { citedItems, writeCslJson } from '@/utils/report/write-bibliography';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { importedReport, readReport } from './read-back';

/*
 * Forms in which other makers' reports cite: each read, attached to the right sentence, written
 * back byte for byte, and exported in every style without the loss of a destination.
 */

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/reports/${name}.md`, import.meta.url), 'utf8');

interface Form {
  readonly name: string;
  readonly text: string;
  /** `words <= addresses`, in order. */
  readonly claims: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    name: 'numbers glued behind sentences',
    text: fixture('glued-number'),
    claims: [
      'Barges carried 4.2 million tonnes in 2024. <= canal.example/tonnage grain.example/water',
      'A lock costs 3.5 million to mend. <= canal.example/office',
      'Three of them, according to the canal office <= locks.example/notes',
      'Grain rose by 45 %. <= canal.example/office',
      'Les péniches transportent 3,5 millions de tonnes, soit 120 milliards. <= canal.example/office',
      '« Une renaissance. » <= locks.example/notes canal.example/tonnage',
    ],
  },
  {
    name: 'words that are a link',
    text:
      'Acme employs [90,000 people](https://acme.example/people). [Reuters](https://reuters.example/a) ' +
      'said that it cut [5,000 jobs](https://jobs.example/), and [older figures][old] agree. ' +
      'The tool [C3.Ai](https://c3.example/) helps. See ([Title](https://t.example/)).\n\n' +
      'An <a href="https://dam.example/">older dam</a> held ([Log](https://log.example/)).\n\n' +
      '[old]: https://old.example/\n',
    claims: [
      'Acme employs 90,000 people <= acme.example/people',
      'Reuters said that it cut <= reuters.example/a',
      '5,000 jobs <= jobs.example/',
      'older figures agree. <= old.example/',
      'The tool C3.Ai <= c3.example/',
      'See <= t.example/',
      'An older dam <= dam.example/',
      'held <= log.example/',
    ],
  },
];

function claimsOf(text: string): string[] {
  const { content } = importedReport(readReport(text));
  const hrefs = new Map(content.citations.map(({ id, href }) => [id, href ?? '']));
  return deriveReportClaims(content).claims.map((claim) => {
    const addresses = claim.citationIds.map((id) =>
      removeFragmentDirective(hrefs.get(id) ?? '').replace(/^https?:\/\//u, ''),
    );
    return `${claim.text} <= ${addresses.join(' ')}`;
  });
}

describe.each(FORMS)('$name', ({ text, claims }) => {
  test('stand behind their sentences', () => {
    expect(claimsOf(text)).toEqual(claims);
  });

  test('are written back byte for byte', () => {
    expect(writeMarkdown(importedReport(readReport(text)))).toBe(text);
  });

  test.each(WRITE_STYLES)('keep every destination in the style %s', (style) => {
    const report = importedReport(readReport(text));
    const hrefs = new Set(report.content.citations.map(({ href }) => href ?? ''));
    expect(hrefs.size).toBeGreaterThan(0);
    const written = writeMarkdown(report, { style });
    const beside = style === 'pandoc' ? writeCslJson(citedItems(report)) : '';
    // A bibliography names pages.
    const namesPages = style === 'pandoc';
    for (const href of hrefs) {
      expect(written + beside).toContain(namesPages ? removeFragmentDirective(href) : href);
    }
  });
});
