import { test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { finderFoldOf } from '@/utils/text/fold-text';
import { type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { randomSelections } from '../browser/fragment/random-ranges';
import { makePage } from './made-pages';
import { collectGarbage, median, ms, percentile, summary, table, timed, verdict } from './measure';
import { benchSlice, savedPages, savedPagesAre } from './saved-pages';

/**
 * The minimum that every model has to read: the data of every text node and the computed `display`
 * of every element.
 */
function bareWalk(document: Document): { nodes: number; units: number; inline: number } {
  const view = document.defaultView ?? window;
  let [nodes, units, inline] = [0, 0, 0];
  let node: Node = document.documentElement;
  for (;;) {
    if (node.nodeType === Node.TEXT_NODE) {
      nodes++;
      units += (node as Text).data.length;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      if (view.getComputedStyle(node as Element).display === 'inline') inline++;
    }
    if (node.firstChild !== null) {
      node = node.firstChild;
      continue;
    }
    while (node.nextSibling === null) {
      if (node.parentNode === null || node.parentNode === document) return { nodes, units, inline };
      node = node.parentNode;
    }
    node = node.nextSibling;
  }
}

/** Opens a new page with clean style and layout. No script has touched its nodes. */
async function openCold(html: string): Promise<OraclePage> {
  const page = await openOraclePage(html, { inert: true });
  void page.document.documentElement.offsetHeight;
  collectGarbage();
  return page;
}

const ROUNDS = benchSlice ? 1 : 5;

interface ColdTimes {
  readonly walk: number;
  readonly model: number;
  readonly dirty: number;
  readonly textNodes: number;
}

/**
 * Returns medians over rounds. Each round uses pages of its own, so that none is warmed up by
 * another.
 */
async function measureCold(html: string): Promise<ColdTimes> {
  const walks: number[] = [];
  const models: number[] = [];
  const dirties: number[] = [];
  let textNodes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await openCold(html);
    const walked = timed(() => bareWalk(bare.document));
    walks.push(walked.ms);
    textNodes = walked.value.nodes;
    bare.close();
    const page = await openCold(html);
    models.push(timed(() => createTextModel(page.document)).ms);
    page.close();
    const restyled = await openCold(html);
    restyled.document.documentElement.style.setProperty('letter-spacing', '1px');
    dirties.push(timed(() => createTextModel(restyled.document)).ms);
    restyled.close();
  }
  return { walk: median(walks), model: median(models), dirty: median(dirties), textNodes };
}

test('the model of a saved page, cold', async () => {
  // The code itself is warm: the engine has run both on a similar page.
  await measureCold(makePage({ words: 3_000, density: 7, language: 'en' }));
  const cold: (ColdTimes & { name: string })[] = [];
  for (const { name, read } of savedPages) {
    cold.push({ name, ...(await measureCold(await read())) });
  }
  const ratios = cold.map(({ model, walk }) => model / walk);
  const models = cold.map(({ model }) => model);
  const beside = (share: number) => ({
    ours: percentile(models, share),
    peer: 'bare walk',
    theirs: percentile(
      cold.map(({ walk }) => walk),
      share,
    ),
    unit: 'ms',
  });
  const slowest = [...cold].sort((a, b) => b.model - a.model).slice(0, 5);
  console.log(
    [
      `\nTextModel, cold: a fresh page for every measurement, laid out, style clean; median of ${ROUNDS} pages.`,
      `Ms on ${savedPagesAre}:`,
      `  bare walk            ${summary(cold.map(({ walk }) => walk))}`,
      `  model                ${summary(models)}`,
      `  model, style dirty   ${summary(cold.map(({ dirty }) => dirty))}   (all of the page restyled just before)`,
      `  model ÷ bare walk    ${summary(ratios)}`,
      ...slowest.map((one) => `    ${one.name}: ${ms(one.model)} (walk ${ms(one.walk)})`),
      verdict('model ÷ walk, p50', percentile(ratios, 0.5), 3, '×', beside(0.5)),
      verdict('model ÷ walk, p95', percentile(ratios, 0.95), 5, '×', beside(0.95)),
      verdict('model, p95', percentile(models, 0.95), 20, 'ms'),
    ].join('\n'),
  );
});

function firstBuild(model: PageTextModel, start: number): { ms: number } {
  const range = { start, end: Math.min(model.text.length, start + 40) };
  return timed(() => {
    const built = buildDirectiveWithRange(model, range);
    if (!built.ok) throw new Error(`Nothing leads to ${model.text.slice(range.start, range.end)}`);
  });
}

interface LongTimes {
  readonly nodes: number;
  readonly units: number;
  readonly walk: number;
  readonly model: number;
  readonly fold: number;
  readonly build: number;
  readonly all: number;
}

const LONG_ROUNDS = benchSlice ? 1 : 3;

async function measureLong(html: string): Promise<LongTimes> {
  const bare = await openCold(html);
  const walked = timed(() => bareWalk(bare.document));
  bare.close();
  const page = await openCold(html);
  const model = timed(() => createTextModel(page.document));
  const fold = timed(() => finderFoldOf(model.value));
  const early = { ...model.value, blocks: model.value.blocks.slice(0, 100) };
  const [selection] = randomSelections(early, 2, 61);
  const build = firstBuild(model.value, selection?.start ?? 0);
  page.close();
  return {
    nodes: walked.value.nodes,
    units: model.value.text.length,
    walk: walked.ms,
    model: model.ms,
    fold: fold.ms,
    build: build.ms,
    all: model.ms + fold.ms + build.ms,
  };
}

const MADE = [
  { name: '10,000 words', words: 10_000, density: 0, language: 'en' },
  { name: '100,000 words', words: 100_000, density: 10, language: 'en' },
  { name: 'million words', words: 1_000_000, density: 20, language: 'en' },
  { name: 'million words, dense', words: 1_000_000, density: 6, language: 'en' },
  { name: 'million words, French', words: 1_000_000, density: 20, language: 'fr' },
  { name: 'million words, Chinese', words: 1_000_000, density: 20, language: 'zh' },
] as const;

test('model, fold and first build on long pages', async () => {
  const rows = [
    ['', 'text nodes', 'UTF-16 units', 'bare walk', 'model', 'fold', 'first build', 'all three'],
  ];
  let bar = Number.NaN;
  let ratio = Number.NaN;
  for (const made of MADE.filter(({ words }) => !benchSlice || words <= 10_000)) {
    const html = makePage(made);
    const times: LongTimes[] = [];
    for (let round = 0; round < LONG_ROUNDS; round++) times.push(await measureLong(html));
    const [one] = times;
    const of = (part: keyof LongTimes) => median(times.map((time) => time[part]));
    if (made.name === 'million words') [bar, ratio] = [of('all'), of('model') / of('walk')];
    rows.push([
      made.name,
      String(one?.nodes ?? 0),
      String(one?.units ?? 0),
      ...(['walk', 'model', 'fold', 'build', 'all'] as const).map((part) => ms(of(part))),
    ]);
  }
  console.log(
    [
      `\nLong pages made to measure, ms, cold; median of ${LONG_ROUNDS} pages:`,
      table(rows),
      verdict('model + fold + first build at a million words', bar, 500, 'ms'),
      verdict('model ÷ walk at a million words', ratio, 3, '×'),
    ].join('\n'),
  );
});
