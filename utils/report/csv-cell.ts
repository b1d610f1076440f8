import { writableText } from './write-nodes';

const FORMULA_SIGNS = '[=+\\-@＝＋－＠|%]';
const FORMULA = new RegExp(`^\\s*${FORMULA_SIGNS}`, 'u');
/**
 * In locales with a decimal comma, spreadsheets split a comma-separated file at `;` and at line
 * breaks inside a field, after the split has removed the field's quotation mark.
 */
const INNER_FORMULA = new RegExp(`([;\\n](?:[^\\S\\n]|")*)(?=${FORMULA_SIGNS})`, 'gu');

/**
 * Writes a cell of RFC 4180, always quoted. Puts an apostrophe, which marks text, before everything
 * that a spreadsheet could read as a formula: at the start of the cell, and after a separator other
 * than the comma.
 * https://www.rfc-editor.org/rfc/rfc4180#section-2
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string): string {
  const text = writableText(value);
  const start = FORMULA.test(text) ? "'" : '';
  return `"${start}${text.replace(INNER_FORMULA, "$1'").replaceAll('"', '""')}"`;
}
