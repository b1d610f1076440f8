/** What a clipboard gives, as `DataTransfer` has it. */
interface Clipboard {
  getData(format: string): string;
}

/** Past this many characters pasted HTML is not shown before it is read. */
export const MOST_SHOWN_HTML = 1_000_000;

/** The HTML of a clipboard where it holds what its plain text would lose: links. */
export function linkedHtml(clipboard: Clipboard): string | null {
  const html = clipboard.getData('text/html');
  if (!/<a\s(?:[^<>]|<(?!a\s))*href\s*=/i.test(html)) return null;
  // Markdown copied from an editor comes along as HTML, too; its source says more.
  const text = clipboard.getData('text/plain');
  return /\]\(https?:\/\/|\]:\s*https?:\/\/|\[\^\w+\]:/.test(text) ? null : html;
}
