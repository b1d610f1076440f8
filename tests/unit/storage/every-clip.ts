import type { LibraryQuery } from '@/utils/storage/read';

/** A search without words or filters. */
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
