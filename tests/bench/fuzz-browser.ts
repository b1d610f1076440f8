import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../../scripts/find-browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A Chromium with an empty page, which can import the modules of this folder. */
export interface FuzzBrowser {
  /**
   * Calls an exported function of a module in the page, and returns its answer. Returns null if the
   * answer does not come within `limit` milliseconds, or if the page crashes. All other questions of
   * that moment then return null too, and the next question starts another browser.
   */
  ask<T>(module: string, call: string, args: readonly unknown[], limit: number): Promise<T | null>;
  close(): Promise<void>;
}

interface Started {
  readonly browser: Browser;
  readonly page: Page;
}

/** Serves the modules of the project, and an empty page in which native Chromium searches. */
async function serveModules() {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    appType: 'custom',
    cacheDir: path.join(ROOT, 'node_modules/.vite/fuzz'),
    optimizeDeps: { noDiscovery: true },
    resolve: { alias: { '@': ROOT } },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    plugins: [
      {
        name: 'empty-page',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            if (!request.url?.startsWith('/empty.html')) return next();
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.end('<!doctype html><body>');
          });
        },
      },
    ],
  });
  await server.listen();
  return server;
}

async function start(origin: string): Promise<Started> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--enable-blink-features=TextFragmentAPI'],
  });
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.goto(`${origin}empty.html`);
  return { browser, page };
}

export async function openFuzzBrowser(): Promise<FuzzBrowser> {
  const server = await serveModules();
  const [origin = ''] = server.resolvedUrls?.local ?? [];
  let current: Promise<Started> | null = null;
  /** Ends a browser that hangs, unless another question has ended it. */
  const end = async (started: Promise<Started> | null) => {
    if (started === null || current !== started) return;
    current = null;
    await (await started).browser.close();
  };
  return {
    async ask<T>(module: string, call: string, args: readonly unknown[], limit: number) {
      current ??= start(origin);
      const mine = current;
      const { page } = await mine;
      const question = `import('/tests/bench/${module}.ts').then((it) => it.${call}(...${JSON.stringify(args)}))`;
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), limit);
      });
      const answer = page.evaluate<T>(question).catch((error: Error) => {
        if (/closed|crashed/.test(error.message)) return null;
        throw error;
      });
      const first = await Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
      if (first === null) await end(mine);
      return first;
    },
    async close() {
      await end(current);
      await server.close();
    },
  };
}
