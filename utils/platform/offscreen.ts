import { createQueue } from '@/utils/model/queue';

/**
 * Chrome's service worker cannot start Workers, so an offscreen document starts them. Firefox's
 * event page can start Workers and does not use this file.
 *
 * There is one document for all, so whoever uses it for longer holds it: a run while it reads
 * pages, a backup until its file, which is gone with the document, is on the disk. It closes when
 * the last lets go.
 *
 * A page whose parsing does not end is ended with the document; the run that read it holds it, but
 * opens it anew for its next page. A backup can't begin again where it was, and while it makes its
 * file, pages are read more slowly: their being late may be its doing. So the document is then left
 * until the backup is done, and closed as soon as it lets go, whoever reads. That a backup in a
 * stuck document does not wait for ever is its own business: it sets itself a time.
 */

export type OffscreenUse = 'pages' | 'backup';

const PAGE = 'offscreen.html';
const holders: Record<OffscreenUse, number> = { pages: 0, backup: 0 };
/** To be closed as soon as no backup holds it. */
let stuck = false;
/** A document that is still being made counts as there, but does not listen yet. */
const inTurn = createQueue();

export function needsOffscreen(): boolean {
  return typeof chrome !== 'undefined' && 'offscreen' in chrome;
}

/** Keeps others from closing the document, open or not, until the returned function is called. */
export function holdOffscreen(use: OffscreenUse): () => Promise<void> {
  holders[use] += 1;
  return async () => {
    holders[use] -= 1;
    await close(() => isUnheld() || (stuck && holders.backup === 0));
  };
}

/** Opens the document unless it is open. It listens by the time the promise resolves. */
export function openOffscreen(): Promise<void> {
  return inTurn(async () => {
    if (await chrome.offscreen.hasDocument()) return;
    stuck = false;
    await chrome.offscreen.createDocument({
      url: PAGE,
      reasons: [chrome.offscreen.Reason.WORKERS],
      justification: 'Reads the text of cited pages to check the quotes taken from them.',
    });
  });
}

/** Whether the offscreen document exists. Waits for a pending opening or closing first. */
export function isOffscreenOpen(): Promise<boolean> {
  return inTurn(() => chrome.offscreen.hasDocument());
}

/** Closes a document that nobody holds: a stopped worker's, busy with what nobody waits for. */
export function closeOffscreen(): Promise<void> {
  return close(isUnheld);
}

/** Ends what is stuck in the document, over the heads of those who read pages in it. */
export function endOffscreen(): Promise<void> {
  stuck = true;
  return close(() => stuck && holders.backup === 0);
}

function isUnheld(): boolean {
  return holders.pages === 0 && holders.backup === 0;
}

/** @param may Asked when it is its turn: somebody may have come to hold it meanwhile. */
async function close(may: () => boolean): Promise<void> {
  if (!needsOffscreen()) return;
  await inTurn(async () => {
    if (!may()) return;
    stuck = false;
    if (!(await chrome.offscreen.hasDocument())) return;
    try {
      await chrome.offscreen.closeDocument();
    } catch (cause) {
      // The browser, or another page of ours, was faster.
      if (await chrome.offscreen.hasDocument()) throw cause;
    }
  });
}
