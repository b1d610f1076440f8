// Runs the script of the pictures, which is TypeScript, through Vite.
//   npm run pictures               every page in every state, in out/pictures
//   npm run pictures -- panel en   only these sets and languages
import { runnerImport } from 'vite';
import { explain, ROOT } from './set-up.mjs';

try {
  const { module } = await runnerImport('/scripts/pictures/run-pictures.ts', {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT.replace(/[\\/]$/, '') } },
  });
  const pictures = /** @type {typeof import('./pictures/run-pictures')} */ (module);
  await pictures.runPictures(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
