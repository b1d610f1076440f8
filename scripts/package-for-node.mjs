// Bundles scripts into a package that needs nothing but Node: the command and the server.
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies, ensurePrepared, ROOT } from './set-up.mjs';
import { LICENCES_FILE, thirdPartyLicences } from './third-party-licences.mjs';

/**
 * @param {object} wanted
 * @param {string} wanted.folder Emptied first.
 * @param {string} wanted.node The oldest version of Node in which it runs.
 * @param {Record<string, string>} wanted.scripts Paths of the sources, by the name of the script.
 * @param {Record<string, string>} [wanted.pageScripts] The same for scripts that run in pages.
 * @param {string} wanted.command The name of the script that is run.
 * @param {object} wanted.manifest The package.json.
 * @param {readonly string[]} wanted.libraries See `thirdPartyLicences`.
 */
export async function packageForNode({
  folder,
  node,
  scripts,
  pageScripts = {},
  command,
  manifest,
  libraries,
}) {
  ensureDependencies();
  ensurePrepared();
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { '@': path.resolve(ROOT) } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: `node${node}`,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(scripts).map(([name, source]) => [name, path.join(ROOT, source)]),
        ),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          banner: ({ name }) => (name === command ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  });
  for (const [name, source] of Object.entries(pageScripts)) {
    await build(pageScriptBuild(folder, name, source));
  }
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(path.join(folder, LICENCES_FILE), thirdPartyLicences(libraries));
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
}

/**
 * Returns how Vite builds a script that runs in pages: one file without imports.
 * @param {string} folder
 * @param {string} name
 * @param {string} source
 */
export function pageScriptBuild(folder, name, source) {
  return {
    root: ROOT,
    configFile: /** @type {const} */ (false),
    publicDir: /** @type {const} */ (false),
    logLevel: /** @type {const} */ ('warn'),
    resolve: { alias: { '@': path.resolve(ROOT) } },
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: path.join(ROOT, source),
        formats: /** @type {['iife']} */ (['iife']),
        name: 'pinciteScript',
        fileName: () => `${name}.js`,
      },
    },
  };
}
