import * as z from 'zod/mini';
import { type BackupPlan, BackupPlanSchema } from '@/utils/model/backup-plan';
import { idSchema, type ReportId } from '@/utils/model/ids';
import { type Settings, SettingsSchema } from '@/utils/model/settings';
import {
  DEFAULT_EXPORT_OPTIONS,
  type ExportOptions,
  ExportOptionsSchema,
} from '@/utils/report/export-options';
import { type ArchiveOptions, ArchiveOptionsSchema } from '@/utils/verify/archive-options';
import { type ReadingOptions, ReadingOptionsSchema } from '@/utils/verify/reading-options';
import { type Recheck, RecheckSchema } from '@/utils/verify/recheck';
import { browser } from './browser';

/*
 * The settings of this browser, in `storage.local`. Each setting has its own key, and a setting of a
 * report has one key for each report. So two pages that write at the same time do not undo each
 * other's changes. If a stored field does not parse, for example because another version wrote it,
 * only that field gets its default.
 */

/**
 * Keeps injected scripts from reading and changing the settings, which a page whose process is taken
 * over could do otherwise. Firefox has no such level for `local`.
 */
export async function closeSettingsToPages(): Promise<void> {
  const area: typeof browser.storage.local & {
    setAccessLevel?: (options: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
  } = browser.storage.local;
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** Returns the functions of one setting. `schema` must have a default for what it cannot parse. */
export function setting<T>(key: string, schema: z.ZodMiniType<T>) {
  return {
    read: async (): Promise<T> => schema.parse((await browser.storage.local.get(key))[key]),
    write: (value: T): Promise<void> => browser.storage.local.set({ [key]: value }),
    remove: (): Promise<void> => browser.storage.local.remove(key),
    follow: (listener: () => void) => followKeys((changed) => changed === key, listener),
  };
}

/** Gives a default to an object whose fields all have defaults. */
function fields<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T> {
  return z.catch(schema, schema.parse({}));
}

/**
 * Calls the listener when a matching key changes, in any page or in the background. Call the result
 * to stop.
 */
function followKeys(matches: (key: string) => boolean, listener: () => void): () => void {
  const changed = (changes: Readonly<Record<string, unknown>>, area: string) => {
    if (area === 'local' && Object.keys(changes).some(matches)) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}

// The settings that pages and the background share.

const SETTINGS = Object.keys(SettingsSchema.shape);

export async function readSettings(): Promise<Settings> {
  return SettingsSchema.parse(await browser.storage.local.get(SETTINGS));
}

export async function writeSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set(change);
}

/** Calls the listener when one of these settings or the recent sections change. */
export const followSettings = (listener: () => void) =>
  followKeys((key) => SETTINGS.includes(key) || key === RECENT, listener);

const RECENT = 'recentSections';
const SECTIONS_KEPT = 8;
const RecentSectionsSchema = z.array(
  z.object({ reportId: idSchema<'report'>(), sectionId: idSchema<'section'>() }),
);
export type RecentSection = z.infer<typeof RecentSectionsSchema>[number];

const recentSections = setting(RECENT, z.catch(RecentSectionsSchema, []));

/** The sections that were clipped into, the latest first. They may not exist any more. */
export const readRecentSections: () => Promise<readonly RecentSection[]> = recentSections.read;

export async function noteRecentSection(section: RecentSection): Promise<void> {
  const others = (await recentSections.read()).filter(
    (each) => each.sectionId !== section.sectionId,
  );
  await recentSections.write([section, ...others].slice(0, SECTIONS_KEPT));
}

// How pages are read.

/** The archives that the user turned on. */
const archives = setting('archives', fields<ArchiveOptions>(ArchiveOptionsSchema));
export const readArchiveOptions = archives.read;
export const writeArchiveOptions = archives.write;

const reading = (reportId: ReportId) =>
  setting(`reading:${reportId}`, fields<ReadingOptions>(ReadingOptionsSchema));

/**
 * As the user allowed it at the last verification of the report. Before that, only fetching is
 * allowed.
 */
export const readReadingOptions = (reportId: ReportId) => reading(reportId).read();
export const writeReadingOptions = (reportId: ReportId, options: ReadingOptions) =>
  reading(reportId).write(options);

// Which reports are checked automatically. Pages write the wish. The background writes the time of
// the last check.

const WISH = 'recheck:';
const wish = (reportId: ReportId) => setting(WISH + reportId, fields<Recheck>(RecheckSchema));
const recheckedAt = (reportId: ReportId) =>
  setting(`recheckedAt:${reportId}`, z.catch(z.nullable(z.iso.datetime()), null));

export interface PlannedRecheck extends Recheck {
  readonly reportId: ReportId;
  /** ISO 8601; null before the first plan. */
  readonly since: string | null;
}

export async function readRecheck(reportId: ReportId): Promise<PlannedRecheck> {
  const [recheck, since] = await Promise.all([wish(reportId).read(), recheckedAt(reportId).read()]);
  return { reportId, ...recheck, since };
}

export async function writeRecheck(reportId: ReportId, recheck: Recheck): Promise<void> {
  if (recheck.every !== 'off') return wish(reportId).write(recheck);
  await Promise.all([wish(reportId).remove(), recheckedAt(reportId).remove()]);
}

/** Returns every report that is checked automatically. */
export async function readRechecks(): Promise<PlannedRecheck[]> {
  const keys = Object.keys(await browser.storage.local.get(null));
  const ids = keys.flatMap((key) => {
    const id = idSchema<'report'>().safeParse(key.startsWith(WISH) ? key.slice(WISH.length) : null);
    return id.success ? [id.data] : [];
  });
  const planned = await Promise.all(ids.map(readRecheck));
  return planned.filter(({ every }) => every !== 'off');
}

/** @param at ISO 8601. */
export const writeRecheckTime = (reportId: ReportId, at: string) => recheckedAt(reportId).write(at);

export const followRechecks = (listener: () => void) =>
  followKeys((key) => key.startsWith(WISH), listener);

// The options of exports.

const exported = (key: string) => setting(key, z.catch(z.nullable(ExportOptionsSchema), null));
const lastExport = exported('exportLast');
const ofReport = (reportId: ReportId) => exported(`export:${reportId}`);

/** The user's options for the first export of a report. */
const exportDefault = exported('exportDefault');
export const readExportDefault = exportDefault.read;
export const writeExportDefault = (options: ExportOptions | null) =>
  options === null ? exportDefault.remove() : exportDefault.write(options);

/** Older versions stored a bundle as the last format, which is now chosen each time. */
const asText = (last: ExportOptions | null): ExportOptions | null =>
  last?.format === 'bundle' ? { ...last, format: DEFAULT_EXPORT_OPTIONS.format } : last;

/**
 * Returns the options of the report's last export, or else the user's default, or else those of the
 * last export of any report, without its choice about the inbox; null before that.
 */
export async function readExportOptions(reportId: ReportId): Promise<ExportOptions | null> {
  const own = asText(await ofReport(reportId).read());
  const chosen = own ?? (await exportDefault.read());
  if (chosen !== null) return chosen;
  const last = asText(await lastExport.read());
  return last && { ...last, inbox: null };
}

export async function writeExportOptions(
  reportId: ReportId,
  options: ExportOptions,
): Promise<void> {
  await Promise.all([ofReport(reportId).write(options), lastExport.write(options)]);
}

// When and how the library is backed up in this browser.

const backupPlan = setting('backup', fields<BackupPlan>(BackupPlanSchema));
export const readBackupPlan = backupPlan.read;
export const followBackupPlan = backupPlan.follow;

export async function writeBackupPlan(change: Partial<BackupPlan>): Promise<void> {
  await changePlan(() => change);
}

/** Returns this browser's name among the devices. It is made once. */
export async function ownDevice(): Promise<string> {
  const { device } = await readBackupPlan();
  if (device !== '') return device;
  const made = await changePlan((plan) => (plan.device === '' ? { device: newDevice() } : {}));
  return made.device;
}

function newDevice(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Changes the backup plan. Only one change runs at a time in all pages and the background, so that
 * no change undoes another.
 */
function changePlan(change: (plan: BackupPlan) => Partial<BackupPlan>): Promise<BackupPlan> {
  return navigator.locks.request('backup-plan', async () => {
    const before = await readBackupPlan();
    const plan = { ...before, ...change(before) };
    await backupPlan.write(plan);
    return plan;
  });
}
