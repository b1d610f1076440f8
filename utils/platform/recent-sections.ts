import * as z from 'zod/mini';
import { idSchema, type ReportId, type SectionId } from '@/utils/model/ids';
import { browser } from './browser';

const KEY = 'recentSections';
const KEPT = 8;

const RecentSchema = z.array(
  z.object({ reportId: idSchema<'report'>(), sectionId: idSchema<'section'>() }),
);

export interface RecentSection {
  readonly reportId: ReportId;
  readonly sectionId: SectionId;
}

/** The sections that were clipped into last, the latest first. They may be gone since. */
export async function readRecentSections(): Promise<readonly RecentSection[]> {
  const parsed = RecentSchema.safeParse((await browser.storage.local.get(KEY))[KEY]);
  return parsed.success ? parsed.data : [];
}

export async function noteRecentSection(section: RecentSection): Promise<void> {
  const others = (await readRecentSections()).filter(
    (each) => each.sectionId !== section.sectionId,
  );
  await browser.storage.local.set({ [KEY]: [section, ...others].slice(0, KEPT) });
}
