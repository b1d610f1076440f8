/**
 * Returns the letters and figures of a text in lower case. A page and the model of its text agree in
 * them, whatever spaces and signs each has between them.
 */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
