import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HINT_KINDS } from '@/utils/claim/claim';
import {
  BETWEEN_FAULTS,
  type ClaimPair,
  type Fault,
  ITEM_FAULTS,
  isHeldOut,
  madePairs,
  onPages,
} from '../corpus/claim-pairs';
import {
  alarmsOnTrue,
  groupOf,
  type HintGroup,
  intervalOf,
  isBetween,
  type Outcome,
  precisionOf,
  readSavedPage,
  recallOf,
  type SavedPage,
  type Share,
  scoreClaims,
  shareOf,
} from '../corpus/score-claims';
import { table, verdict } from './measure';

/*
 * Measures the hints on claims that were labelled before: how many hints are right (precision), how
 * many wrong claims have one (recall), and how many true claims have one. The bars count on the
 * held-out third. Faults are listed for the other pairs only. PINCITE_CORPUS has the pages; without
 * it, only the claims on made passages are measured.
 */

const FOLDER = path.join(process.env['PINCITE_CORPUS'] ?? '', 'pages');
const ITEMS: readonly HintGroup[] = ['figures', 'dates', 'names', 'quotations'];
/** The languages that the hints read. */
const READ: readonly string[] = ['en', 'fr'];

const isRead = ({ language, pageLanguage }: ClaimPair) =>
  READ.includes(language) && READ.includes(pageLanguage);
const isWhole = (pair: ClaimPair) => 'passage' in pair && pair.passage === null;
const languagesOf = ({ language, pageLanguage }: ClaimPair) => `${language} on ${pageLanguage}`;

const pages = new Map<string, SavedPage>();
function pageOf(page: string): SavedPage {
  const known = pages.get(page) ?? readSavedPage(readFileSync(path.join(FOLDER, page), 'utf8'));
  pages.set(page, known);
  return known;
}

function cell(share: Share): string {
  if (share.whole === 0) return '–';
  const [low, high] = intervalOf(share).map((each) => (each * 100).toFixed(0));
  return `${(shareOf(share) * 100).toFixed(1)} % (${low}–${high}) ${share.part}/${share.whole}`;
}

const HEAD = ['', 'precision', 'recall', 'true claims with an alarm'];

const row = (
  name: string,
  outcomes: readonly Outcome[],
  groups: readonly HintGroup[] = ITEMS,
  faults: readonly Fault[] = ITEM_FAULTS,
) => [
  name,
  cell(precisionOf(outcomes, groups)),
  cell(recallOf(outcomes, faults)),
  cell(alarmsOnTrue(outcomes, groups)),
];

/** @param nameOf Names the group of a pair; each has a row. */
function itemsTable(
  outcomes: readonly Outcome[],
  nameOf: (pair: ClaimPair) => string = languagesOf,
): string {
  const languages = [...new Set(outcomes.map(({ pair }) => nameOf(pair)))].sort();
  const inLanguage = (name: string) => outcomes.filter(({ pair }) => nameOf(pair) === name);
  const kinds = [
    row('figures and units', outcomes, ['figures'], ['figure', 'unit']),
    row('dates', outcomes, ['dates'], ['date']),
    row('names', outcomes, ['names'], ['name']),
    row('quotations', outcomes, ['quotations'], ['quotation']),
  ];
  const places = [
    row(
      'a passage',
      outcomes.filter(({ pair }) => !isWhole(pair)),
    ),
    row(
      'a whole page',
      outcomes.filter(({ pair }) => isWhole(pair)),
    ),
  ];
  return table([
    HEAD,
    ...kinds,
    ...languages.map((name) => row(name, inLanguage(name))),
    ...places,
    row('all', outcomes),
  ]);
}

function betweenTable(outcomes: readonly Outcome[]): string {
  return table([
    HEAD,
    ...BETWEEN_FAULTS.map((fault) => [
      '  '.concat(fault),
      '',
      cell(recallOf(outcomes, [fault])),
      '',
    ]),
    row('between the words', outcomes, ['between'], BETWEEN_FAULTS),
  ]);
}

/** Lists what is wrong in the pairs that may be looked at. */
function faultsOf(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ pair, right, false: wrongly }) => {
    const { id, claim, wrong, uses } = pair;
    const about = `${id} ${languagesOf(pair)}${uses === undefined ? '' : `, ${uses}`}: ${claim}`;
    const missed = wrong !== null && right.length === 0;
    return [
      ...wrongly.map((hint) => `false ${groupOf(hint)}, ${hint.kind} "${hint.words}" | ${about}`),
      ...(missed ? [`missed ${wrong.kind} "${wrong.words.join('", "')}" | ${about}`] : []),
    ];
  });
}

const counted = (outcomes: readonly Outcome[]): string => {
  const wrong = outcomes.flatMap(({ pair }) => pair.wrong ?? []);
  const between = wrong.filter(({ kind }) => isBetween(kind)).length;
  return `${outcomes.length} claims: ${outcomes.length - wrong.length} true, ${wrong.length - between} with a wrong item, ${between} wrong between the words`;
};

function bars(outcomes: readonly Outcome[]): string[] {
  const least = (what: string, share: Share, bar: number) =>
    verdict(`${what}, ${share.part}/${share.whole}`, 100 * shareOf(share), bar, '%', null, 'least');
  const most = (what: string, share: Share, bar: number) =>
    verdict(`${what}, ${share.part}/${share.whole}`, 100 * shareOf(share), bar, '%');
  return [
    least('held out, precision', precisionOf(outcomes, ITEMS), 92),
    least('held out, precision of figures', precisionOf(outcomes, ['figures']), 90),
    least('held out, recall', recallOf(outcomes, ITEM_FAULTS), 95),
    most('held out, true claims with an alarm', alarmsOnTrue(outcomes, ITEMS), 6),
    least('held out, between the words, recall', recallOf(outcomes, BETWEEN_FAULTS), 60),
    most(
      'held out, between the words, true claims with an alarm',
      alarmsOnTrue(outcomes, ['between']),
      4,
    ),
  ];
}

/** Hints that need the grammar or the calendar of a language. */
function readWrongly(outcomes: readonly Outcome[]): number {
  const safe = HINT_KINDS.filter((kind) => kind === 'figure' || kind.startsWith('quotation'));
  return outcomes.flatMap((each) => each.false).filter(({ kind }) => !safe.includes(kind)).length;
}

test('measures the hints on labelled claims', () => {
  const hasPages = process.env['PINCITE_CORPUS'] !== undefined && existsSync(FOLDER);
  const outcomes = [
    ...(hasPages ? scoreClaims(onPages, pageOf) : []),
    ...scoreClaims(madePairs, pageOf),
  ];
  const lines = [
    hasPages
      ? `${onPages.length} claims on saved pages, ${madePairs.length} on made passages`
      : 'PINCITE_CORPUS names no saved pages: only the claims on made passages are measured.',
  ];
  const read = outcomes.filter(({ pair }) => isRead(pair));
  for (const heldOut of [false, true]) {
    const part = read.filter(({ pair }) => isHeldOut(pair) === heldOut);
    const name = heldOut ? 'Held out' : 'Looked at';
    lines.push('', `${name}, ${counted(part)}`, itemsTable(part), '', betweenTable(part));
    if (!heldOut) lines.push('', ...faultsOf(part));
  }
  const unread = outcomes.filter(({ pair }) => !isRead(pair));
  for (const heldOut of [false, true]) {
    const part = unread.filter(({ pair }) => isHeldOut(pair) === heldOut);
    const name = heldOut ? 'held out' : 'looked at';
    const rows = itemsTable(part, ({ language }) => `claims in ${language}`);
    lines.push('', `Other languages, ${name}, ${counted(part)}`, rows, '');
    if (!heldOut) lines.push(...faultsOf(part));
  }
  if (hasPages) lines.push(...bars(read.filter(({ pair }) => isHeldOut(pair))));
  const what = `other languages, false names, units and dates, of ${unread.length} claims`;
  lines.push(verdict(what, readWrongly(unread), 0, 'hints'));
  console.log(lines.join('\n'));
  expect(outcomes.length).toBeGreaterThan(0);
});
