// Builds the command `pincite` into .output/cli, as a package that runs by itself.
//   npm run build:cli
//   node scripts/build-cli.mjs FOLDER    into another folder
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { LICENCES_FILE, thirdPartyLicences } from './third-party-licences.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
/** The oldest version of Node in which the command runs. */
const NODE = '22.19';

/** @param {string} folder */
async function buildCli(folder) {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { '@': ROOT } },
    // Nothing but Node is needed where the package is installed.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: `node${NODE}`,
      minify: false,
      rolldownOptions: {
        input: {
          pincite: path.join(ROOT, 'cli/main.ts'),
          'page-thread': path.join(ROOT, 'cli/page-thread.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          banner: ({ name }) => (name === 'pincite' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  });
  const { version, license } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const manifest = {
    name: 'pincite-check',
    version,
    description: 'Checks the quotes of a report against the pages that it cites.',
    license,
    type: 'module',
    engines: { node: `>=${NODE}` },
    bin: { pincite: 'pincite.js' },
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(path.join(folder, LICENCES_FILE), thirdPartyLicences());
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
}

await buildCli(path.resolve(process.argv[2] ?? path.join(ROOT, '.output/cli')));
