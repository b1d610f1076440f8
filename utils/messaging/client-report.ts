import type { ReportId } from '@/utils/model/ids';
import { encodeBase64 } from './base64';
import { request } from './client';
import type { Reply } from './protocol';

/** Hands a report's update to the background; the reply comes once it is durable. */
export function sendReportUpdate(
  reportId: ReportId,
  update: Uint8Array,
): Promise<Reply<Record<string, never>>> {
  return request('report.update', { reportId, update: encodeBase64(update) });
}
