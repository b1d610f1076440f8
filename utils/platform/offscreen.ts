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
export function openOffscreen(): Promise<void> {
  opening ??= openUnlessOpen().finally(() => {
    opening = null;
  });
  return opening;
}

/** One at a time: a document that is still being made counts as there, but does not listen yet. */
async function openUnlessOpen(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) return;
  await chrome.offscreen.createDocument({
    url: PAGE,
    reasons: [chrome.offscreen.Reason.DOM_PARSER],
    justification: 'Reads the text of cited pages to check the quotes taken from them.',
  });
}

export async function closeOffscreen(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) await chrome.offscreen.closeDocument();
}
