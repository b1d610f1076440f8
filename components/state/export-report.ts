import { citationNodes } from '@/utils/report/citation-target';
import { writableLine, writeNodes } from '@/utils/report/write-nodes';
import type { ClipView } from './clip-view';
import { passageUrl } from './passage-url';

/** Returns only the citation of a clip, as the export writes it: `([Title](url))`. */
export function citationMarkdown(view: ClipView): string {
  const label = writableLine(view.source?.title ?? '') || writableLine(view.source?.url ?? '');
  return writeNodes({
    type: 'paragraph',
    children: citationNodes({ label, url: passageUrl(view) }),
  }).trim();
}

/** How many UTF-16 units of a title are used for a file name. */
const MOST_READ = 400;

/**
 * Makes a file name that every file system accepts: letters, digits and hyphens of the title, and
 * the date.
 */
export function fileName(title: string, extension: string, now: Date): string {
  const words = title
    .slice(0, MOST_READ)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .slice(0, 80)
    // Not half of a letter that has two units.
    .replace(/\p{Cs}$/u, '');
  const day = now.toISOString().slice(0, 10);
  return `${words === '' ? 'pincite' : words}-${day}.${extension}`;
}
