import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './run-tool';

interface Manifest {
  readonly manifest_version: number;
  readonly permissions: readonly string[];
  readonly optional_permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly host_permissions?: readonly string[];
  readonly content_scripts?: readonly unknown[];
  readonly web_accessible_resources?: readonly unknown[];
  readonly content_security_policy?: unknown;
  readonly externally_connectable?: unknown;
  readonly icons?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly minimum_chrome_version?: string;
  readonly commands: Readonly<
    Record<string, { readonly suggested_key?: { readonly default?: string } }>
  >;
  readonly browser_specific_settings?: {
    readonly gecko?: {
      readonly id?: string;
      readonly strict_min_version?: string;
      readonly data_collection_permissions?: Readonly<Record<string, readonly string[]>>;
    };
  };
}

function build(name: string): { folder: string; manifest: Manifest } {
  const folder = path.join(ROOT, '.output', name);
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${file} is missing. Run: npm run build`);
  return { folder, manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest };
}

const COMMON = ['activeTab', 'alarms', 'contextMenus', 'scripting', 'storage', 'unlimitedStorage'];

describe.each([
  {
    name: 'chrome-mv3',
    permissions: [...COMMON, 'offscreen', 'sidePanel', 'webRequest'],
    later: ['downloads', 'notifications'],
    keys: ['Alt+Shift+S', 'Alt+Shift+V', 'Alt+Shift+Y'],
    policy: undefined,
  },
  {
    name: 'firefox-mv3',
    permissions: COMMON,
    later: ['downloads', 'notifications', 'webRequest'],
    keys: ['Alt+G', 'Alt+X', 'Alt+I'],
    policy: { extension_pages: "script-src 'self'; object-src 'self';" },
  },
])('the build $name', ({ name, permissions, later, keys, policy }) => {
  const { folder, manifest } = build(name);

  test('requests exactly these permissions at install', () => {
    expect(manifest.manifest_version).toBe(3);
    expect([...manifest.permissions].sort()).toEqual([...permissions].sort());
  });

  test('has no access to any host until the user gives it', () => {
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect([...manifest.optional_host_permissions].sort()).toEqual(['http://*/*', 'https://*/*']);
  });

  test('can request later only the permissions in the design', () => {
    expect(manifest.optional_permissions ?? []).toEqual(later);
  });

  test('injects nothing by itself and exposes no files to pages', () => {
    expect(manifest.content_scripts ?? []).toEqual([]);
    expect(manifest.web_accessible_resources ?? []).toEqual([]);
    expect(manifest.externally_connectable).toBeUndefined();
  });

  test('runs its own scripts only, and in Firefox may still read pages over http', () => {
    expect(manifest.content_security_policy).toEqual(policy);
  });

  test('suggests shortcuts', () => {
    const suggested = Object.values(manifest.commands).map(
      ({ suggested_key: key }) => key?.default,
    );
    expect(suggested).toEqual(keys);
  });

  test('has its icons as files', () => {
    const icons = manifest.icons ?? {};
    expect(Object.keys(icons).sort()).toEqual(['128', '16', '32', '48']);
    expect(Object.values(icons).filter((icon) => !existsSync(path.join(folder, icon)))).toEqual([]);
  });

  test('has its texts in English and French', () => {
    expect(readdirSync(path.join(folder, '_locales')).sort()).toEqual(['en', 'fr']);
  });
});

test('Chrome gets a fixed key and its oldest version', () => {
  const { manifest } = build('chrome-mv3');
  expect(manifest.key).toMatch(/^MII[A-Za-z0-9+/]+=*$/);
  expect(manifest.minimum_chrome_version).toBe('130');
});

test('Firefox gets a fixed id, its oldest version, and says that data goes only to teams', () => {
  const gecko = build('firefox-mv3').manifest.browser_specific_settings?.gecko;
  expect(gecko?.id).toMatch(/^\{[0-9a-f-]{36}\}$/);
  expect(gecko?.strict_min_version).toBe('142.0');
  // Who joins no team is asked for nothing.
  expect(gecko?.data_collection_permissions).toEqual({
    required: ['none'],
    optional: [
      ...['personallyIdentifyingInfo', 'authenticationInfo', 'browsingActivity', 'websiteContent'],
    ],
  });
});
