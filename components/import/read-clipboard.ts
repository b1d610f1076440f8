/** The part of `DataTransfer` that is read. */
interface Clipboard {
  getData(format: string): string;
}

/** Longer pasted HTML, in characters, is not shown before it is read. */
export const MOST_SHOWN_HTML = 1_000_000;

/** Returns the HTML of a clipboard if it has links that the plain text would lose. */
export function linkedHtml(clipboard: Clipboard): string | null {
  const html = clipboard.getData('text/html');
  if (!/<a\s(?:[^<>]|<(?!a\s))*href\s*=/i.test(html)) return null;
  // Markdown copied from an editor also has HTML, but its plain text is the source.
  const text = clipboard.getData('text/plain');
  return /\]\(https?:\/\/|\]:\s*https?:\/\/|\[\^\w+\]:/.test(text) ? null : html;
}
