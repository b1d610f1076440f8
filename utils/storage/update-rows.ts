import { splitUpdate } from '@/utils/model/split-update';

/** Chromium takes no value of more than 133 million bytes. */
export const MAX_ROW_BYTES = 64_000_000;
export const PART_BYTES = 24_000_000;

/** An update as it is stored: in one row, or, of a very long report, in several. */
export function updateRows(update: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  return update.length > MAX_ROW_BYTES ? splitUpdate(update, PART_BYTES) : [update];
}
