import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Every test starts a browser of its own and waits for much of its time: one a core.
  workers: 2,
  fullyParallel: false,
  // Guards, no measurements: the machine may be slow and busy, and how quick things are is what
  // the benches tell.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { trace: 'off', screenshot: 'off' },
});
