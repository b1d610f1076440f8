/**
 * Chrome's service worker has no DOM: an offscreen document lends it one. Firefox's event
 * page has its own; there, nothing of this is used.
 */

const PAGE = 'offscreen.html';
let opening: Promise<void> | null = null;

export function needsOffscreen(): boolean {
  return typeof chrome !== 'undefined' && 'offscreen' in chrome;
}

/** Opens the document, once for all who ask. It listens by the time the promise resolves. */
export async function openOffscreen(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) return;
  opening ??= chrome.offscreen
    .createDocument({
      url: PAGE,
      reasons: [chrome.offscreen.Reason.DOM_PARSER],
      justification: 'Reads the text of cited pages to check the quotes taken from them.',
    })
    .finally(() => {
      opening = null;
    });
  await opening;
}

export async function closeOffscreen(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) await chrome.offscreen.closeDocument();
}
