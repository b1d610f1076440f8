import { writableText } from './write-nodes';

const FORMULA_SIGNS = '[=+\\-@＝＋－＠|%]';
const FORMULA = new RegExp(`^\\s*${FORMULA_SIGNS}`, 'u');
/**
 * Where the comma is the decimal sign, spreadsheets split a file of commas at `;`, and at the line
 * breaks of a field that the split took the quotation mark from.
 */
const INNER_FORMULA = new RegExp(`([;\\n](?:[^\\S\\n]|")*)(?=${FORMULA_SIGNS})`, 'gu');

/**
 * A cell of RFC 4180, always quoted. Whatever a spreadsheet could take for a formula gets an
 * apostrophe in front, which reads as "text": at the start of the cell, and where another
 * separator than the comma would start a cell.
 * https://www.rfc-editor.org/rfc/rfc4180#section-2
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string): string {
  const text = writableText(value);
  const start = FORMULA.test(text) ? "'" : '';
  return `"${start}${text.replace(INNER_FORMULA, "$1'").replaceAll('"', '""')}"`;
}
