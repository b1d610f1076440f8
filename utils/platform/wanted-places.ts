import * as z from 'zod/mini';
import { type ClipId, idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * Where the user wanted a passage that they had already, by the clip drafted for it: it goes there
 * if they keep it twice, also after the background was stopped meanwhile. Gone with the browser,
 * as the toast is that asks.
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

/** Gives it once, and forgets it; null where none was noted. */
export async function takeWantedPlace(clipId: ClipId): Promise<WantedPlace | null> {
  const key = KEY + clipId;
  const parsed = WantedPlaceSchema.safeParse((await browser.storage.session.get(key))[key]);
  if (!parsed.success) return null;
  await browser.storage.session.remove(key);
  return parsed.data;
}
