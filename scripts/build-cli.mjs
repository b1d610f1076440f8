// Builds the command `pincite` into .output/cli, as a package that runs by itself.
//   npm run build:cli
//   node scripts/build-cli.mjs FOLDER    into another folder
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageForNode } from './package-for-node.mjs';
import { ROOT } from './set-up.mjs';

/** The oldest version of Node in which the command runs. */
const NODE = '22.19';

/** @param {string} folder */
async function buildCli(folder) {
  const { version, license } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  await packageForNode({
    folder,
    node: NODE,
    scripts: {
      pincite: 'cli/start.ts',
      'page-thread': 'cli/page-thread.ts',
      config: 'cli/config.ts',
    },
    pageScripts: { 'page-reader': 'cli/page-reader.ts' },
    command: 'pincite',
    manifest: {
      name: 'pincite-check',
      version,
      description: 'Checks the quotes of a report against the pages that it cites.',
      license,
      type: 'module',
      engines: { node: `>=${NODE}` },
      bin: { pincite: 'pincite.js' },
    },
    // Libraries for `pincite mcp` that the extension does not have.
    libraries: ['@modelcontextprotocol/server', '@modelcontextprotocol/core'],
  });
  const { configJsonSchema } = await import(pathToFileURL(path.join(folder, 'config.js')).href);
  writeFileSync(path.join(folder, 'pincite.config.schema.json'), configJsonSchema());
  // The character maps that a PDF may name without containing them.
  cpSync(path.join(ROOT, 'node_modules/pdfjs-dist/cmaps'), path.join(folder, 'cmaps'), {
    recursive: true,
  });
}

await buildCli(path.resolve(process.argv[2] ?? path.join(ROOT, '.output/cli')));
