import { TEAM_DATA } from '@/utils/model/team';
import { originPattern } from '@/utils/model/url';
import { browser } from './browser';

/**
 * Asks for origins and, in Firefox, for webRequest, which shows redirects before they are followed;
 * Chrome has it from the installation on. Call it inside the click handler, before any await,
 * because Firefox refuses it later. Also returns false if the browser does not even ask, for
 * example for hosts that the administrator has blocked.
 */
export function requestOrigins(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request(permissionsFor(patterns)).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/** Whether `requestOrigins` would get all of these without a question. */
export function allowsOrigins(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains(permissionsFor(patterns));
}

function permissionsFor(patterns: readonly string[]) {
  const later = browser.runtime.getManifest().optional_permissions ?? [];
  const permissions = later.includes('webRequest') ? ['webRequest' as const] : [];
  return { permissions, origins: [...patterns] };
}

/** What a team's server needs: its host and, in Firefox, the kinds of data that go there. */
function teamPermissions(address: string) {
  const pattern = originPattern(address);
  return pattern === null ? null : { origins: [pattern], ...teamData() };
}

/** Returns the kinds of data for Firefox, and nothing for Chrome, which refuses that field. */
function teamData() {
  return import.meta.env.FIREFOX ? { data_collection: [...TEAM_DATA] } : {};
}

/**
 * Asks for what a team's server needs, and for nothing else: its redirects are never followed. Call
 * it inside the click handler, before any await.
 */
export async function allowTeamHost(address: string): Promise<boolean> {
  const asked = teamPermissions(address);
  if (asked === null) return false;
  return browser.permissions.request(asked).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/** Whether data may go to a team's server. The user can take this back at any time. */
export async function mayAskTeam(address: string): Promise<boolean> {
  const needed = teamPermissions(address);
  return needed !== null && (await browser.permissions.contains(needed));
}

/** Gives back the host of a team that was left and, after the last team, the kinds of data. */
export async function forgetTeamHost(address: string, isLast: boolean): Promise<void> {
  const pattern = originPattern(address);
  if (pattern !== null) await forgetSites([pattern]);
  if (isLast && import.meta.env.FIREFOX) await browser.permissions.remove(teamData());
}

export async function hasOrigin(url: string): Promise<boolean> {
  const pattern = originPattern(url);
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }));
}

/** Returns the sites that the user allowed, as match patterns. */
export async function allowedSites(): Promise<readonly string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Removes the permission for these patterns. Returns false if the browser keeps it. */
export function forgetSites(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.remove({ origins: [...patterns] }).catch((cause: unknown) => {
    console.warn('permissions.remove', cause);
    return false;
  });
}

/** Calls the listener when a site is allowed or removed. Call the result to stop. */
export function followSites(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  const changed = () => listener();
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}
