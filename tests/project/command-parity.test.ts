import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseBody } from '@/utils/page/judge-page';
import { createParsedModel } from '@/utils/page/parsed-model';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import { CHANGED, type DriftTruth, type TextEdit, TYPOGRAPHIC } from '../bench/drift-kinds';
import { captureQuotes } from '../bench/drift-quotes';
import { type DriftCase, matrix, mistakes, promises } from '../bench/drift-tally';
import { differingPages, type JudgedPage, savedDrift } from '../e2e/harness/judged-pages';
import type * as Reading from './read-as-command';
import { ROOT } from './run-tool';

/*
 * The command gives the verdicts of the extension: on saved, sample and public test pages, and on
 * pages that drifted. A few sample pages are edited here; PINCITE_DRIFT names a folder with the
 * thousands of edited pages that `npm run bench:drift` saved.
 */

// An hour, for the thousands of pages that the drift bench saves.
vi.setConfig({ testTimeout: 3_600_000 });

let folder = '';
let command: typeof Reading;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-parity-'));
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT.replace(/[/\\]$/u, '') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: {
          'read-as-command': path.join(ROOT, 'tests/project/read-as-command.ts'),
          'page-thread': path.join(ROOT, 'cli/page-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  command = await import(pathToFileURL(path.join(folder, 'read-as-command.js')).href);
});

afterAll(async () => {
  await command.endReading();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('the command judges every page as the extension’s engine does', async () => {
  const otherwise: string[] = [];
  const judge = async (batch: readonly JudgedPage[]) => {
    const read = await command.readAsCommand(batch);
    return read.map(({ document, text, judgements }, at) => {
      const isSentOn = (document.sendsOnTo ?? null) !== null;
      const isSame =
        text === document.text &&
        JSON.stringify(judgements) === JSON.stringify(document.judgements);
      // The command follows a redirect inside a page; the engine only reports it.
      if (!isSentOn && !isSame) otherwise.push(batch[at]?.name ?? '');
      return JSON.stringify({ kind: 'judged', document });
    });
  };
  const differing = await differingPages('the command', judge);
  expect({ differing, otherwise }).toEqual({ differing: [], otherwise: [] });
});

/** A page after an edit, with the quotes that were captured before it. */
interface Drifted {
  readonly name: string;
  readonly kind: string;
  readonly truth: DriftTruth;
  readonly html: string;
  readonly answer: ReturnType<typeof answerFor>;
  readonly quotes: readonly JudgedClip[];
  /** The quotes that the edit touched. */
  readonly touched: readonly number[];
}

const ASKED = 'https://drift.example/2025/03/a-page';
const answerFor = () => ({
  ...{ requestedUrl: ASKED, finalUrl: ASKED },
  ...{ status: 200, contentType: 'text/html; charset=utf-8' },
});

/** Sample pages in two languages, and pages without content at the same addresses. */
const PAGES = ['hydrology.example/bulletin-april-2026', 'lacs.example/niveaux-printemps-2026'];
const WALLS = ['soft-404-plain', 'soft-404-french', 'login-form', 'consent-inline'];
const fixture = (name: string) =>
  readFileSync(path.join(ROOT, `tests/fixtures/${name}.html`), 'utf8');

function* editedHere(): Generator<Drifted> {
  for (const [at, name] of PAGES.entries()) {
    const html = fixture(`pages/${name}`);
    const captured = captureQuotes(createParsedModel(parseBody(html, 'html')), 6, at);
    const quotes = captured.map(({ clip }) => clip);
    const page = { name, answer: answerFor(), quotes };
    for (const { name: kind, truth, edit } of [...TYPOGRAPHIC, ...CHANGED]) {
      let edited = html;
      const touched = quotes.flatMap(({ pin }, index) => {
        const edits = edit(pin.quote ?? '');
        const now = edits === null ? null : replaceIn(edited, pin.quote ?? '', edits);
        if (now === null) return [];
        edited = now;
        return [index];
      });
      if (touched.length > 0) yield { ...page, kind, truth, html: edited, touched };
    }
    for (const wall of WALLS) {
      const walled = { kind: wall, truth: 'wall', html: fixture(`verify/walls/${wall}`) } as const;
      yield { ...page, ...walled, touched: [...quotes.keys()] };
    }
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Edits a passage in HTML; null if the passage is not within one piece of text. */
function replaceIn(html: string, passage: string, edits: readonly TextEdit[]): string | null {
  const words = escaped(passage)
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  const found = [...html.matchAll(new RegExp(words.join('\\s+'), 'gu'))];
  const [place] = found;
  if (place === undefined || found.length > 1) return null;
  let now = passage;
  for (const { start, end, text } of [...edits].reverse()) {
    now = now.slice(0, start) + text + now.slice(end);
  }
  return html.slice(0, place.index) + escaped(now) + html.slice(place.index + place[0].length);
}

/** Number of pages that are read together. */
const BATCH = 200;

async function casesOf(pages: Iterable<Drifted>): Promise<DriftCase[]> {
  const cases: DriftCase[] = [];
  const judge = async (batch: readonly Drifted[]) => {
    // The command does not know how long the page was when the quote was recorded.
    const asked = batch.map(({ answer, ...page }) => ({ ...page, answer: withoutLength(answer) }));
    const read = await command.readAsCommand(asked);
    for (const [at, { name, kind, truth, quotes, touched }] of batch.entries()) {
      for (const index of touched) {
        const judgement = read[at]?.judgements[index];
        if (judgement === undefined) throw new Error(`No verdict: ${name}, ${kind}`);
        const { verdict, flags, evidence } = judgement;
        const quote = quotes[index]?.pin.quote ?? '';
        const found = evidence.passage?.text ?? '';
        const about = { page: name, kind, truth, reader: 'fetch', quote, found } as const;
        cases.push({ ...about, verdict, flags, placed: null, alike: null });
      }
    }
  };
  let batch: Drifted[] = [];
  for (const page of pages) {
    if (batch.push(page) < BATCH) continue;
    await judge(batch);
    batch = [];
  }
  await judge(batch);
  return cases;
}

function withoutLength(answer: Drifted['answer'] & { snapshotLength?: number }) {
  const { snapshotLength, ...others } = answer;
  return others;
}

test.each([
  ['sample pages that drifted', editedHere, 100],
  ['the edited pages of the drift bench', savedDrift as () => Iterable<Drifted>, 0],
])('on %s the command passes no quote that should fail', async (name, pagesOf, fewest) => {
  const cases = await casesOf(pagesOf());
  if (cases.length === 0 && fewest === 0) return;
  console.log([`\nThe command on ${name}`, ...promises(cases)].join('\n'));
  if (fewest === 0) console.log([matrix(cases), ...mistakes(cases, 4)].join('\n'));
  expect(cases.length).toBeGreaterThan(fewest);
  expect(promises(cases).filter((line) => line.startsWith('MISSED'))).toEqual([]);
});
