import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { ignorePageNames } from './scripts/ignore-page-names.mjs';
import { leaveOut } from './scripts/leave-out.mjs';
import { shareWorker } from './scripts/share-worker.mjs';
import { shrinkInjected } from './scripts/shrink-injected.mjs';
import { LICENCES_FILE, thirdPartyLicences } from './scripts/third-party-licences.mjs';
import { BROWSER_COMMANDS, BROWSER_SHORTCUTS, commandName } from './utils/model/shortcuts';
import { TEAM_DATA } from './utils/model/team';

/**
 * The public half of the fixed key, which gives unpacked builds a stable extension id. Chrome's
 * store refuses a package with it.
 */
const CHROME_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArhl2YhRbpVak0MbWnIBKiQbf7dPnLTbg6NJI2dofuVOwUZPwIi4ApHTY2NlAmKKK9P9Y1BUWAA9DgqdunaHbaWQnQejMdJspDV23Hcv9K/xnYEcrdcv2+fPT9BXpRLsforhpHvPdvrxRtc/OAS66ubPFkOE7o+1WQRXbX7/7Kw/g9LqjRJUl7TH3O8vrvYLgDCTXU8CW6UWoitlyPToWCXQSvP8qvqeRrk1r26CV/WZxtiEbnJvkT++WJO4zTyh3AR9i3CgHzpd+sxfPHPAw+BLHTbP8lgjRct83kwPkQ7s2bPmzqXmbH/VjO4qVWO23KKCYlcA0wznkZo+K1t3+cwIDAQAB';
const GECKO_ID = '{7c5d0e0a-4f0b-4c0e-9d55-70696e636974}';

let unpackedManifest = '';

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/i18n/module'],
  manifestVersion: 3,
  outDir: '.output',
  hooks: {
    'build:publicAssets': (_wxt, files) => {
      files.push({ relativeDest: LICENCES_FILE, contents: thirdPartyLicences() });
      // The catalogues are written for people to read, and the zip may weigh only 1 MB.
      for (const file of files) {
        if ('contents' in file && file.relativeDest.endsWith('messages.json')) {
          file.contents = JSON.stringify(JSON.parse(file.contents));
        }
      }
    },
    // Only the zip is without the key.
    'zip:extension:start': ({ config }) => {
      const file = path.join(config.outDir, 'manifest.json');
      unpackedManifest = readFileSync(file, 'utf8');
      const { key: _, ...manifest } = JSON.parse(unpackedManifest);
      if (config.browser === 'chrome') writeFileSync(file, JSON.stringify(manifest));
    },
    'zip:extension:done': ({ config }) => {
      writeFileSync(path.join(config.outDir, 'manifest.json'), unpackedManifest);
    },
  },
  zip: {
    // Everything that a build needs and a reviewer reads. docs/ and tests/ are in the repository.
    includeSources: [
      '{components,entrypoints,locales,public,scripts,utils}/**',
      '{package,package-lock,tsconfig}.json',
      '{CONTRIBUTING,README}.md',
      '.npmrc',
      'LICENSE',
      'wxt.config.ts',
    ],
    // They draw the pictures of docs/, and a build does not need them.
    excludeSources: ['scripts/pictures/**'],
  },
  vite: () => ({
    // Both browsers preload modules themselves.
    build: {
      target: ['chrome130', 'firefox142'],
      modulePreload: { polyfill: false },
      // WXT's logger does nothing in a build, but its messages would be in every injected script.
      rolldownOptions: { treeshake: { manualPureFunctions: ['logger'] } },
    },
    resolve: {
      // The library for dragging has a smaller version for modern browsers under this field.
      mainFields: ['module:es2019', 'browser', 'module'],
      alias: {
        // Its version for browsers uses the DOM, which a Worker does not have, and its other version
        // has a second table of all names.
        'decode-named-character-reference': fileURLToPath(
          new URL('utils/report/markup/named-reference.ts', import.meta.url),
        ),
      },
    },
    plugins: [ignorePageNames(), leaveOut(), shareWorker(), shrinkInjected()],
    worker: { format: 'es' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    short_name: 'Pincite',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'scripting',
      'contextMenus',
      'storage',
      'unlimitedStorage',
      'alarms',
      // Shows no warning at the installation. If it is granted later, Chrome sends no events until
      // the browser restarts: docs/adr/0007-redirects-are-vetted.md.
      ...(browser === 'firefox' ? [] : ['sidePanel', 'offscreen', 'webRequest']),
    ],
    // Notifications: for users who want to be notified about regular checks. Downloads: for
    // automatic backups.
    optional_permissions: [
      'downloads',
      'notifications',
      ...(browser === 'firefox' ? ['webRequest'] : []),
    ],
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    // One background for all windows: docs/adr/0033-what-pincite-shows-in-a-page.md.
    incognito: 'spanning',
    action: { default_title: '__MSG_extName__' },
    commands: Object.fromEntries(
      BROWSER_COMMANDS.map((command) => {
        const { keys, message } = BROWSER_SHORTCUTS[command];
        const key = keys[browser === 'firefox' ? 'firefox' : 'chrome'];
        return [
          commandName(command, browser === 'firefox' ? 'firefox' : 'chrome'),
          { suggested_key: { default: key }, description: `__MSG_${message}__` },
        ];
      }),
    ),
    ...(browser === 'firefox'
      ? {
          // Firefox's default policy also upgrades every request to https, so no http page could be
          // read.
          content_security_policy: { extension_pages: "script-src 'self'; object-src 'self';" },
          browser_specific_settings: {
            gecko: {
              id: GECKO_ID,
              strict_min_version: '142.0',
              // Nothing goes anywhere unless the user joins a team: docs/adr/0061.
              data_collection_permissions: { required: ['none'], optional: [...TEAM_DATA] },
            },
          },
        }
      : { key: CHROME_KEY, minimum_chrome_version: '130' }),
  }),
});
