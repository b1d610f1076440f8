import { expect, test } from 'vitest';
import { statementName } from '@/components/organise/item-name';
import { newId } from '@/utils/model/ids';
import { citationToken } from '@/utils/model/statement-text';

test('the name of a statement has the words that are links, and no Markdown', () => {
  const [words, mark] = [newId<'citation'>(), newId<'citation'>()];
  const text = `In **May** ${citationToken(words)} fell ${citationToken(mark)}\nby two metres.`;
  const linked = (id: string) => (id === words ? 'the level' : '');
  expect(statementName(text, linked)).toBe('In May the level fell by two metres.');
});
