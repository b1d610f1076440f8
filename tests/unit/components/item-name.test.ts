import { expect, test } from 'vitest';
import { statementName } from '@/components/organise/item-name';
import { shownIn } from '@/utils/claim/shown-text';
import { newId } from '@/utils/model/ids';
import { citationToken } from '@/utils/model/statement-text';
import { importedReport, readReport } from '../report/read-back';

test('the name of a statement has the words that are links, and no Markdown', () => {
  const [words, mark] = [newId<'citation'>(), newId<'citation'>()];
  const text = `In **May** ${citationToken(words)} fell ${citationToken(mark)}\nby two metres.`;
  const linked = (id: string) => (id === words ? 'the level' : '');
  expect(statementName(text, linked)).toBe('In May the level fell by two metres.');
});

test.each([
  ['It rose [1, p. 2], and fell [2].', 'It rose [1, p. 2], and fell .'],
  ['It rose \\[see 2\\].', 'It rose [see 2].'],
  ['According to [1], it rose.', 'According to Alpha, it rose.'],
])('the name of %s has what it does not read without', (text, expected) => {
  const list =
    '\n\n## Sources\n\n1. [Alpha](https://a.example/x)\n2. [Beta](https://a.example/y)\n';
  const { content } = importedReport(readReport(`${text}${list}`));
  const citations = new Map(content.citations.map((citation) => [citation.id, citation]));
  expect(statementName(content.statements[0]?.text ?? '', shownIn(citations))).toBe(expected);
});
