import type { LibraryQuery } from '@/utils/storage/read';

/** A search that seeks nothing and filters nothing. */
export const EVERY_CLIP: LibraryQuery = {
  words: '',
  reportId: null,
  site: null,
  from: null,
  until: null,
  verdict: null,
  tag: null,
  order: 'best',
  counted: false,
};
