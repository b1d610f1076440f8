import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenReport } from '@/utils/report/write-options';
import { importedReport, readReport } from './read-back';

/*
 * Not every reader of Markdown ends a paragraph at a list, a quote or a heading that stands right
 * below it. In a file this is the author's choice; after a move it is not.
 */

/** Moves the last block of the section "From" to the end of the section "To". */
function moved(report: WrittenReport): WrittenReport {
  const { content } = report;
  const sectionOf = (name: string) => content.sections.find(({ title }) => title === name)?.id;
  const [from, to] = [sectionOf('From'), sectionOf('To')];
  const last = content.statements.findLast(({ sectionId }) => sectionId === from);
  const above = content.statements.findLast(({ sectionId }) => sectionId === to);
  const statements = content.statements.map((each) =>
    each === last ? { ...each, sectionId: to ?? null, rank: `${above?.rank}z` } : each,
  );
  return { ...report, content: { ...content, statements } };
}

const written = (from: string, to: string) => {
  const file = `## From\n\n${from}\n\n## To\n\n${to}\n\n## End\n`;
  const report = importedReport(readReport(file));
  expect(writeMarkdown(report)).toBe(file);
  return writeMarkdown(moved(report)).split('## To\n\n')[1];
};

const ABOVE = {
  image: '![A lake](https://lake.example/x.png)',
  words: 'The lake rose.',
  table: '| A | B |\n| --- | --- |\n| 1 | 2 |',
  quote: '> The lake rose.',
  code: '```\nrose\n```',
  html: '<div>rose</div>',
  rule: '---',
};

describe.each(Object.entries(ABOVE))('behind %s', (_, above) => {
  test.each([
    ['an item', '- one\n- two', '- two'],
    ['a numbered item', '1. one\n2. two', '2. two'],
    ['a quote', 'Words.\n> two', '> two'],
    ['code', 'Words.\n```\ntwo\n```', '```\ntwo\n```'],
  ])('%s that was moved has an empty line before it', (_name, from, block) => {
    expect(written(from, above)).toBe(`${above}\n\n${block}\n\n## End\n`);
  });
});

test('an item stays right below the item to which it was moved', () => {
  expect(written('- one\n- two', '- three')).toBe('- three\n- two\n\n## End\n');
});
