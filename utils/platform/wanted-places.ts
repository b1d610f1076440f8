import * as z from 'zod/mini';
import { type ClipId, idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * The place that the user chose for a passage that had been clipped before, by the id of its draft.
 * If the user keeps it a second time, it goes there, even if the background was stopped meanwhile.
 * It is lost with the browser, like the toast that asks.
 */

const KEY = 'wanted:';

const WantedPlaceSchema = z.object({
  reportId: idSchema<'report'>(),
  sectionId: z.nullable(idSchema<'section'>()),
});
export type WantedPlace = z.infer<typeof WantedPlaceSchema>;

export async function noteWantedPlace(clipId: ClipId, place: WantedPlace): Promise<void> {
  await browser.storage.session.set({ [KEY + clipId]: place });
}

/** Returns the place once, and removes it; null if there is none. */
export async function takeWantedPlace(clipId: ClipId): Promise<WantedPlace | null> {
  const key = KEY + clipId;
  const parsed = WantedPlaceSchema.safeParse((await browser.storage.session.get(key))[key]);
  if (!parsed.success) return null;
  await browser.storage.session.remove(key);
  return parsed.data;
}
