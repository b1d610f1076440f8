// Builds the server of a team into .output/server, as a package that runs by itself.
//   node scripts/build-server.mjs FOLDER    into another folder
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageForNode } from './package-for-node.mjs';
import { ROOT } from './set-up.mjs';

const COMMAND = 'pincite-server';

/** @param {string} folder @returns {Promise<string>} The path of its script. */
export async function buildServer(folder = path.join(ROOT, '.output/server')) {
  const workspace = JSON.parse(readFileSync(path.join(ROOT, 'server/package.json'), 'utf8'));
  // Its libraries are in the script.
  const { dependencies: _, private: __, ...rest } = workspace;
  await packageForNode({
    folder,
    node: '24',
    scripts: { [COMMAND]: 'server/main.ts' },
    command: COMMAND,
    manifest: { ...rest, bin: { [COMMAND]: `${COMMAND}.js` } },
    libraries: ['server'],
  });
  return path.join(folder, `${COMMAND}.js`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildServer(process.argv[2] === undefined ? undefined : path.resolve(process.argv[2]));
}
