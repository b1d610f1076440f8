import type { ReportUpdate } from '@/utils/model/report-document';
import { decodeBase64, encodeBase64 } from '@/utils/text/base64';
import type { PackedUpdate } from './protocol/report-calls';

/** Encodes updates for a message: their bytes as base64. */
export function packUpdates(updates: readonly ReportUpdate[]): PackedUpdate[] {
  return updates.map((each) => ({ ...each, update: encodeBase64(each.update) }));
}

/** Decodes the updates of a message. Returns null if one is not base64. */
export function unpackUpdates(packed: readonly PackedUpdate[]): ReportUpdate[] | null {
  const updates: ReportUpdate[] = [];
  for (const each of packed) {
    const update = decodeBase64(each.update);
    if (update === null) return null;
    updates.push({ ...each, update });
  }
  return updates;
}
