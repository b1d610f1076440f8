import { strFromU8, unzipSync } from 'fflate';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { readWord } from '@/utils/word/read-word';

/** Returns the text of a Word document as Pincite imports it. */
export async function wordMarkdown(bytes: Uint8Array): Promise<string> {
  const html = await readWord(bytes);
  if (!html.ok) throw new Error(html.error.code);
  const markdown = await readPastedHtml(html.value.html, async (text) => parsePastedHtml(text));
  if (!markdown.ok) throw new Error(markdown.error.code);
  return markdown.value;
}

/** Returns a part of a Word document. */
export function wordPart(bytes: Uint8Array, name: string): string {
  const part = unzipSync(bytes)[name];
  if (part === undefined) throw new Error(`There is no ${name}.`);
  return strFromU8(part);
}
