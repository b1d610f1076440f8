import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Each test starts its own browser and waits most of the time: one worker for each core.
  workers: 2,
  fullyParallel: false,
  // A guard, not a measurement. The machine may be slow and busy; the benches measure speed.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { trace: 'off', screenshot: 'off' },
});
