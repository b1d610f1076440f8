import { writableText } from './write-nodes';

/**
 * A cell of RFC 4180, always quoted. One that a spreadsheet would take for a formula gets an
 * apostrophe in front, which it shows as nothing and reads as "text".
 * https://www.rfc-editor.org/rfc/rfc4180#section-2
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string): string {
  const text = writableText(value);
  const harmless = /^\s*[=+\-@＝＋－＠|%]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
