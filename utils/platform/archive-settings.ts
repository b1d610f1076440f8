import {
  type ArchiveOptions,
  ArchiveOptionsSchema,
  NO_ARCHIVES,
} from '@/utils/verify/archive-options';
import { browser } from './browser';

const KEY = 'archives';

/** The archives that the user turned on. */
export async function readArchiveOptions(): Promise<ArchiveOptions> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = ArchiveOptionsSchema.safeParse(stored[KEY]);
  return parsed.success ? parsed.data : NO_ARCHIVES;
}

export async function writeArchiveOptions(options: ArchiveOptions): Promise<void> {
  await browser.storage.local.set({ [KEY]: options });
}
