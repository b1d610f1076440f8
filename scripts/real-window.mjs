// Drives the built extension in a window on an X server without a screen, and writes pictures to
// out/real-window: npm run real-window
import { runnerImport } from 'vite';
import { explain, ROOT } from './set-up.mjs';

try {
  const { module } = await runnerImport('/scripts/window/run-real-window.ts', {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT.replace(/[\\/]$/, '') } },
  });
  await /** @type {typeof import('./window/run-real-window')} */ (module).runRealWindow();
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
