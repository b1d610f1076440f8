import { expect, test } from 'vitest';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { ReportFixture } from './report-fixture';

test.each<[string, string, number]>([
  ['the same address', 'https://tides.example/locks', 1],
  ['an address that a newsletter marked', 'https://tides.example/locks?utm_source=mail', 1],
  ['the default port and a host in capitals', 'https://TIDES.example:443/locks', 1],
  ['another page', 'https://tides.example/locks/2', 2],
  ['another query', 'https://tides.example/locks?page=2', 2],
])('sources of two people are one in the list where they have %s', (_name, other, listed) => {
  const report = new ReportFixture();
  const urls = ['https://tides.example/locks', other];
  const clips = urls.map((url) => report.clip(report.source('The locks', url), 'They closed.'));
  for (const cite of clips) report.statement(['They closed ', { cite }, '.']);
  const written = writeMarkdown(report.build(), { sourceList: true });
  const list = written.slice(written.indexOf('## Sources'));
  expect(list.match(/^[-*] /gm)).toHaveLength(listed);
  // Each citation keeps the address of the source that it was made from.
  expect(written.split('## Sources')[0]?.toLowerCase()).toContain(new URL(other).search);
});
