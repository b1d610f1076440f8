import { expect, test } from 'vitest';
import { judgeShown } from '@/entrypoints/background/judge-shown';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { factsOf } from './verify/facts-fixture';
import { clipOf } from './verify/quote-fixture';

const QUOTE = 'The weir was open in June.';
const TEXT = `${QUOTE} It was closed again after the flood in the summer.`;
const PASSAGE = [{ start: 0, end: QUOTE.length }];

function judge(quote: string, answer: unknown) {
  let asked = 0;
  const check = {
    facts: factsOf('https://weirs.example/june', { text: TEXT }),
    givenTitle: null,
    model: createPlainTextModel(TEXT),
    quotes: [clipOf(quote)],
    reader: 'tab',
  } as const;
  return judgeShown(check, async () => {
    asked += 1;
    return answer;
  }).then(([judged]) => ({ verdict: judged?.verdict, flags: judged?.flags, asked }));
}

test.each([
  ['is seen', { unseen: [], mayBeHidden: [] }, []],
  ['is unseen', { unseen: PASSAGE, mayBeHidden: [] }, ['visibility-unknown']],
  [
    'has a word that is not painted',
    { unseen: [], mayBeHidden: [{ start: 4, end: 8 }] },
    ['visibility-unknown'],
  ],
  ['has a part that is unseen', { unseen: [{ start: 4, end: 8 }], mayBeHidden: [] }, []],
  ['is on a page that does not answer', null, ['visibility-unknown']],
  ['is on a page that answers something else', { unseen: 'none' }, ['visibility-unknown']],
])('judges a passage that %s', async (_name, answer, flags) => {
  expect(await judge(QUOTE, answer)).toEqual({ verdict: 'verbatim', flags, asked: 1 });
});

test('does not ask a page on which no quote is', async () => {
  const judged = await judge('Nobody swims in the canal of the old town.', null);
  expect(judged).toEqual({ verdict: 'missing', flags: [], asked: 0 });
});
