// Runs the tour, which is TypeScript, through Vite. `npm start` sets up and then runs this.
import { runnerImport } from 'vite';
import { explain, ROOT } from './set-up.mjs';

try {
  const { module } = await runnerImport('/scripts/tour/run-tour.ts', {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT.replace(/[\\/]$/, '') } },
  });
  const tour = /** @type {typeof import('./tour/run-tour')} */ (module);
  await tour.runTour({
    window: process.argv.includes('--window'),
    screenshots: process.argv.includes('--screenshots'),
  });
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
