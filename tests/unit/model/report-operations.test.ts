import { expect, test } from 'vitest';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { binSection, createSection } from '@/utils/model/section-operations';
import { id, REPORT, time } from './sample-report';

/** A report that begins with a heading, as an imported report does, and has a section below it. */
function reportWith(heading: string, level: number) {
  const doc = createReportDocument({ title: 'Watch, March', language: 'en', at: time(0) });
  createSection(doc, { id: id(11), parentId: null, title: heading, level, at: time(1) });
  createSection(doc, { id: id(12), parentId: id(11), title: 'Watch, March', at: time(2) });
  return doc;
}
const titlesOf = (doc: ReturnType<typeof reportWith>) => {
  const { title, sections } = readReport(doc, REPORT);
  return [title, ...sections.map((section) => section.title)];
};

test('a new title changes the heading that repeats the title', () => {
  const doc = reportWith('Watch, March', 1);
  setTitle(doc, { title: 'Watch, April' });
  expect(titlesOf(doc)).toEqual(['Watch, April', 'Watch, April', 'Watch, March']);
});

test.each([
  ['with other words', 'Levels', 1],
  ['that is not the heading of the whole report', 'Watch, March', 2],
])('a new title leaves a heading %s alone', (_name, heading, level) => {
  const doc = reportWith(heading, level);
  setTitle(doc, { title: 'Watch, April' });
  expect(titlesOf(doc)).toEqual(['Watch, April', heading, 'Watch, March']);
});

test('a new title leaves a heading in the bin alone', () => {
  const doc = reportWith('Watch, March', 1);
  binSection(doc, { id: id(11), at: time(3) });
  setTitle(doc, { title: 'Watch, April' });
  expect(titlesOf(doc)).toEqual(['Watch, April', 'Watch, March', 'Watch, March']);
});
