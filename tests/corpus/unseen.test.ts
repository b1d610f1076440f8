import { afterAll, expect, test } from 'vitest';
import { findUnseen } from '@/utils/page/find-unseen';
import { createTextModel } from '@/utils/page/page-text-model';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { captureQuotes } from '../bench/drift-quotes';
import { openOraclePage } from '../browser/fragment/native-oracle';
import { corpusPages, readCorpus } from './corpus';

/* People read these pages, so hardly any passage on them may be in doubt. */

const QUOTES = 200;
let asked = 0;
let parts = 0;
const doubted: string[] = [];
const times: number[] = [];

afterAll(() => {
  if (corpusPages.length === 0) return;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  console.log(
    [
      `Unseen: ${doubted.length} of ${asked} passages of ${corpusPages.length} saved pages`,
      ...doubted.map((words) => `  ${words}`),
      `  unseen parts of these pages: ${parts}; ms: p50 ${at(0.5)}, p95 ${at(0.95)}`,
    ].join('\n'),
  );
});

test.runIf(corpusPages.length > 0)('at most one passage in 200 is in doubt', async () => {
  for (const name of corpusPages) {
    const page = await openOraclePage(await readCorpus(`pages/${name}`), { inert: true });
    const model = createTextModel(page.document);
    const from = performance.now();
    const unseen = findUnseen(model, page.document);
    times.push(performance.now() - from);
    parts += unseen.unseen.length;
    const { text, blocks, marks } = model;
    const shown = { ...createPlainTextModel(text, blocks, marks), ...unseen };
    for (const { clip } of captureQuotes(model, QUOTES, 7)) {
      asked += 1;
      const { verdict, flags } = judgeQuote(shown, clip, { reader: 'tab' });
      const isSure = verdict === 'verbatim' && !flags.includes('visibility-unknown');
      if (!isSure) doubted.push(`${name}: ${verdict}: ${clip.pin.quote ?? ''}`);
    }
    page.close();
  }
  expect(asked).toBeGreaterThan(corpusPages.length * 5);
  expect(doubted.length / asked).toBeLessThanOrEqual(0.005);
});
