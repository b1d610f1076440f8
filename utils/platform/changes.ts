import type { Change } from '@/utils/messaging/protocol/change';
import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';

/*
 * A BroadcastChannel instead of runtime messages: it reaches exactly the contexts of this
 * extension's origin (a content script has its page's origin), carries bytes, and needs no
 * reconnection when the worker is stopped and started.
 */

const CHANNEL = 'pincite-changes';

let outgoing: BroadcastChannel | null = null;

/** Tells every open page of the extension. Call it after the change is durable. */
export function broadcastChange(change: Change): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(change);
}

/** Broadcasts updates of a report, if there are any. */
export function broadcastUpdates(reportId: ReportId, updates: readonly ReportUpdate[]): void {
  if (updates.length > 0) broadcastChange({ kind: 'report-update', reportId, updates });
}

/** Follows changes until the returned function is called. */
export function followBroadcasts(listener: (change: Change) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<Change>) => listener(event.data);
  return () => channel.close();
}
