import { defineConfig } from '@playwright/test';
import { LONG } from './tests/long.mjs';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Each test starts its own browser and waits half of the time: three workers keep two cores busy.
  workers: 3,
  fullyParallel: false,
  ...(LONG ? {} : { grepInvert: /@long/u }),
  // A guard, not a measurement. The machine may be slow and busy; the benches measure speed.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { trace: 'off', screenshot: 'off' },
});
