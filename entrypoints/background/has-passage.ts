import type { Clip } from '@/utils/model/evidence';

/** A quote, or a citation of a report by others, whose passage may still have to be found. */
export function hasPassage({ kind, origin }: Clip): boolean {
  return kind === 'quote' || origin === 'import';
}
