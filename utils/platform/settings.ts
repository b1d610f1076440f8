import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/** Local to this browser. A field that does not parse falls back to its default. */
const SettingsSchema = z.object({
  currentReportId: z._default(z.nullable(idSchema<'report'>()), null),
  currentSectionId: z._default(z.nullable(idSchema<'section'>()), null),
  /** Who reviews in this browser; '' until they said. */
  reviewer: z._default(z.string(), ''),
});
export type Settings = z.infer<typeof SettingsSchema>;

const DEFAULTS: Settings = { currentReportId: null, currentSectionId: null, reviewer: '' };

export async function readSettings(): Promise<Settings> {
  const parsed = SettingsSchema.safeParse(await browser.storage.local.get(DEFAULTS));
  return parsed.success ? parsed.data : DEFAULTS;
}

export async function writeSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set(change);
}

/** Hears of settings changed anywhere; call the result to stop. */
export function followSettings(listener: () => void): () => void {
  const changed = (_changes: unknown, area: string) => {
    if (area === 'local') listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
