import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findChromium } from './scripts/find-browser.mjs';
import { findPostgres } from './scripts/find-postgres.mjs';
import { bundleWorkers } from './scripts/share-worker.mjs';
import { LONG } from './tests/long.mjs';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const alias = {
  '@': root,
  '#i18n': `${root}/.wxt/i18n/index.ts`,
  'decode-named-character-reference': `${root}/utils/report/markup/named-reference.ts`,
};
const workerLibraries = [
  'css-what',
  'hast-util-to-html',
  'hast-util-to-mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'mdast-util-to-hast',
  'mdast-util-to-markdown',
  'micromark-extension-gfm',
  'parse5',
  'saxes',
  'zod/mini',
];
const executablePath = findChromium() ?? undefined;

/**
 * Chromium with the API that returns the matches of text fragments. It moves nothing, because
 * drawing that takes processor time.
 */
const chromium = (...more: string[]) => ({
  enabled: true,
  headless: true,
  connectTimeout: 180_000,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--force-prefers-reduced-motion',
        '--enable-blink-features=TextFragmentAPI',
        ...more,
      ],
    },
    contextOptions: { reducedMotion: 'reduce' },
  }),
  instances: [{ browser: 'chromium' as const }],
});
const browser = chromium();
/** Garbage of one measurement must not be collected during the next. */
const benchBrowser = chromium('--js-flags=--expose-gc');

/** Public material outside of the project; its README says what it contains. */
const named = process.env['PINCITE_CORPUS'] ?? '';
const corpusRoot = named === '' ? '' : path.resolve(named);
/** Every nth page; all by default. */
const slice = Number(process.env['PINCITE_CORPUS_SLICE'] ?? 1);
const pagesFolder = path.join(corpusRoot, 'pages');
const corpus = {
  corpusRoot,
  corpusPages:
    corpusRoot !== '' && existsSync(pagesFolder)
      ? readdirSync(pagesFolder)
          .filter((name) => name.endsWith('.html'))
          .filter((_, at) => at % slice === 0)
      : [],
  corpusHasConformance: corpusRoot !== '' && existsSync(path.join(corpusRoot, 'conformance')),
};

/**
 * The folder in which `npm run bench:drift` saves its edited pages, for the tests of the Workers.
 */
const drift = process.env['PINCITE_DRIFT'] ?? '';
const driftFolder = drift === '' ? '' : path.resolve(drift);

/** `npm run bench:fuzz` continues where out/fuzz.json says that the last run ended. */
const fuzz = {
  cases: Number(process.env['PINCITE_FUZZ_CASES'] ?? 100_000),
  minutes: Number(process.env['PINCITE_FUZZ_MINUTES'] ?? 8),
  seed: Number(process.env['PINCITE_FUZZ_SEED'] ?? 1),
  shrink: Number(process.env['PINCITE_FUZZ_SHRINK'] ?? 12),
};

/**
 * Begins with the file of the small pages. It is short but takes long. In a fresh clone, Vitest
 * would run it last, when the other core has nothing to do.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith('/small-pages.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** Ends a bench that hangs, in milliseconds. On a busy machine the longest takes an hour. */
const BENCH_LIMIT = 7_200_000;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // The default of one second is short on a busy machine: see tests/wait-longer.ts.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        resolve: {
          alias: { ...alias, 'webextension-polyfill': `${root}/tests/unit/fake-browser.ts` },
        },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: [
            'tests/unit/fresh-modules.ts',
            'tests/unit/property-seed.ts',
            'tests/wait-longer.ts',
          ],
          environment: 'node',
          // A process for each file would take as long to start as to test. Modules and mocks are
          // separate for each file by tests/unit/fresh-modules.ts, but the global object is not.
          isolate: false,
          // Property tests are slow on a busy machine.
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      // The tests of the server again, on PostgreSQL, where it is installed.
      ...(findPostgres() === null
        ? []
        : [
            {
              extends: true as const,
              resolve: { alias },
              test: {
                name: 'postgres',
                include: [
                  'tests/unit/server/{document-door,evidence,limits,partial-uploads,reviews,start-server}.test.ts',
                  'tests/postgres/*.test.ts',
                ],
                globalSetup: ['tests/postgres/start-postgres.ts'],
                setupFiles: ['tests/unit/property-seed.ts', 'tests/wait-longer.ts'],
                environment: 'node' as const,
                testTimeout: 180_000,
                hookTimeout: 60_000,
              },
            },
          ]),
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'project',
          include: ['tests/project/**/*.test.ts'],
          setupFiles: ['tests/wait-longer.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'firefox',
          include: ['tests/firefox/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['tests/wait-longer.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        resolve: { alias },
        plugins: [bundleWorkers()],
        // Otherwise the imports of Workers would be found late, and the page would be loaded again.
        optimizeDeps: { include: [...workerLibraries, 'pdfjs-dist'] },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/wait-longer.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          provide: { everyCase: LONG },
          browser,
        },
      },
      {
        extends: true,
        resolve: { alias },
        server: { fs: { strict: false } },
        test: {
          name: 'corpus',
          include: ['tests/corpus/**/*.test.ts'],
          testTimeout: 600_000,
          provide: corpus,
          browser,
        },
      },
      {
        extends: true,
        resolve: { alias },
        // In an isolated page the clock has microseconds instead of tenths of milliseconds.
        server: {
          fs: { strict: false },
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          },
        },
        test: {
          name: 'bench',
          include: ['tests/bench/*.browser.ts'],
          testTimeout: BENCH_LIMIT,
          fileParallelism: false,
          provide: { ...corpus, benchSlice: process.env['PINCITE_BENCH'] === 'slice', driftFolder },
          browser: benchBrowser,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'fuzz',
          include: ['tests/bench/fuzz.node.ts'],
          environment: 'node',
          testTimeout: 7_200_000,
          hookTimeout: 120_000,
          provide: { benchSlice: process.env['PINCITE_BENCH'] === 'slice', fuzz },
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'bench-node',
          include: ['tests/bench/*.node.ts'],
          exclude: ['tests/bench/fuzz.node.ts'],
          environment: 'node',
          testTimeout: BENCH_LIMIT,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
