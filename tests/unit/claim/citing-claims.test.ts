import { expect, test } from 'vitest';
import { citingClaims } from '@/utils/claim/citing-claims';
import { importedReport, readReport } from '../report/read-back';

const PAGE = 'https://gazette.example/ferry';
const REPORT = `- The ferry carried 412,600 passengers in 2025, more than in any year before ([Gazette](${PAGE})).
- The council extended the subsidy for two years, until the end of 2028 ([Gazette](${PAGE}), [Minutes](https://city.example/minutes)); it pays 3.4 million ([Gazette](${PAGE})).
- Engines account for most of the noise at Pier Street ([City](https://city.example/noise)).

## Sources

- Harbour Gazette, ${PAGE}
`;

const { content, clips } = importedReport(readReport(REPORT));
const clipOf = (url: string) => content.citations.find(({ href }) => href === url)!.clipId;

test('each claim that cites a page is listed in reading order, and a list of sources is not', () => {
  expect(citingClaims(content, clipOf(PAGE)).map(({ text }) => text)).toEqual([
    'The ferry carried 412,600 passengers in 2025, more than in any year before',
    'The council extended the subsidy for two years, until the end of 2028',
    'it pays 3.4 million',
  ]);
});

test('only a short claim has its sentence, too', () => {
  expect(citingClaims(content, clipOf(PAGE)).map(({ around }) => around)).toEqual([
    [],
    [],
    ['The council extended the subsidy for two years, until the end of 2028; it pays 3.4 million.'],
  ]);
});

test('a claim has only its citations of that clip', () => {
  const minutes = citingClaims(content, clipOf('https://city.example/minutes'));
  const gazette = citingClaims(content, clipOf(PAGE));
  expect(minutes.map(({ key }) => key)).toEqual([gazette[1]?.key]);
  const ids = [...minutes, ...gazette].flatMap(({ citationIds }) => citationIds);
  expect(ids.length).toBe(4);
  expect(new Set(ids).size).toBe(4);
});

test('no claim cites a clip after its statements went into the bin', () => {
  const binned = content.statements.map((each) => ({ ...each, binnedAt: '2026-05-02T10:00:00Z' }));
  for (const { id } of clips) {
    expect(citingClaims({ ...content, statements: binned }, id)).toEqual([]);
  }
});
