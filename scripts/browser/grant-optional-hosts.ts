import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes granted optional hosts into the profile of a browser that is not running, as the browser
 * itself records them. `permissions.request` then answers true at once.
 * @param origins Match patterns, such as `http://lakes.example/*`.
 * @param permissions Optional permissions that are not hosts, such as `notifications`.
 */
export function grantOptionalHosts(
  profile: string,
  extensionId: string,
  origins: readonly string[],
  permissions: readonly string[] = [],
): void {
  editSettings(profile, extensionId, (settings) => {
    for (const name of ['active_permissions', 'granted_permissions']) {
      const recorded = child(settings, name);
      recorded['explicit_host'] = union(recorded['explicit_host'], origins);
      recorded['api'] = union(recorded['api'], permissions);
    }
  });
}

/** Allows the extension in private windows, as the switch on its details page does. */
export function allowInPrivateWindows(profile: string, extensionId: string): void {
  editSettings(profile, extensionId, (settings) => {
    settings['incognito'] = true;
  });
}

/** Changes an extension's settings in a profile that no browser uses. */
function editSettings(
  profile: string,
  extensionId: string,
  edit: (settings: Record<string, unknown>) => void,
): void {
  const file = path.join(profile, 'Default', 'Preferences');
  const preferences: unknown = JSON.parse(readFileSync(file, 'utf8'));
  edit(child(child(child(preferences, 'extensions'), 'settings'), extensionId));
  writeFileSync(file, JSON.stringify(preferences));
}

function union(before: unknown, more: readonly string[]): unknown[] {
  return [...new Set<unknown>([...(Array.isArray(before) ? before : []), ...more])];
}

function child(parent: unknown, name: string): Record<string, unknown> {
  const value =
    typeof parent === 'object' && parent !== null
      ? (parent as Record<string, unknown>)[name]
      : undefined;
  if (typeof value !== 'object' || value === null) {
    throw new Error(`The profile's preferences have no ${name}; was it ever started?`);
  }
  return value as Record<string, unknown>;
}
