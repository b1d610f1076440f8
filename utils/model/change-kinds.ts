/**
 * The kinds of changes that the user accepts or declines separately. `clashes`: texts of which both
 * sides changed the same words, and titles that both changed. `words`: statements, headings, title.
 * `notes`: notes and tags. `places`: position of an item. `bin`: moves into the bin or out of it.
 * `quotes`: the passage that a clip or a citation quotes. `destroyed`: destructions, which cannot be
 * undone. `details`: changes that no list shows.
 */
export const CHANGE_KINDS = [
  'clashes',
  'words',
  'notes',
  'places',
  'bin',
  'quotes',
  'destroyed',
  'details',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The changes that a merge makes by default. */
export const USUAL_CHANGES: readonly ChangeKind[] = ['words', 'notes', 'places', 'bin', 'details'];
