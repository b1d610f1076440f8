import { createQueue } from '@/utils/model/queue';

/**
 * Chrome's service worker cannot start Workers, so an offscreen document starts them. Firefox's
 * event page can start Workers and does not use this file.
 *
 * All users share one document. A user that needs it for longer holds it: a run while it reads
 * pages, and a backup until its file is on the disk, because the file disappears with the document.
 * The document closes when the last user releases it.
 *
 * If parsing a page does not end, the document is closed; the run that reads the page still holds
 * it, and opens it again for its next page. A backup cannot continue where it was, and it slows
 * down reading, so it may be the cause of the delay. Therefore a document that holds a backup
 * closes only when the backup releases it, even if runs still hold it. A backup in a stuck document
 * has a time limit of its own.
 */

export type OffscreenUse = 'pages' | 'backup';

const PAGE = 'offscreen.html';
const holders: Record<OffscreenUse, number> = { pages: 0, backup: 0 };
/** Whether the document must close as soon as no backup holds it. */
let stuck = false;
/** While a document is being created, it counts as existing but does not receive messages yet. */
const inTurn = createQueue();

export function needsOffscreen(): boolean {
  return typeof chrome !== 'undefined' && 'offscreen' in chrome;
}

/**
 * Prevents others from closing the document, whether it is open or not, until the returned function
 * is called.
 */
export function holdOffscreen(use: OffscreenUse): () => Promise<void> {
  holders[use] += 1;
  return async () => {
    holders[use] -= 1;
    await close(() => isReleased() || (stuck && holders.backup === 0));
  };
}

/** Opens the document unless it is open. It receives messages when the promise resolves. */
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

/** Closes the document if nobody holds it. A stopped worker can leave such a document behind. */
export function closeOffscreen(): Promise<void> {
  return close(isReleased);
}

/** Closes a stuck document although runs still hold it. */
export function endOffscreen(): Promise<void> {
  stuck = true;
  return close(() => stuck && holders.backup === 0);
}

function isReleased(): boolean {
  return holders.pages === 0 && holders.backup === 0;
}

/**
 * @param may Called when it is this call's turn, because somebody may hold the document by then.
 */
async function close(may: () => boolean): Promise<void> {
  if (!needsOffscreen()) return;
  await inTurn(async () => {
    if (!may()) return;
    stuck = false;
    if (!(await chrome.offscreen.hasDocument())) return;
    try {
      await chrome.offscreen.closeDocument();
    } catch (cause) {
      // The browser or another page of the extension closed it first.
      if (await chrome.offscreen.hasDocument()) throw cause;
    }
  });
}
