/**
 * What a person decides about, each for itself. `words`: statements, headings, title. `notes`:
 * notes and tags. `places`: where something stands. `bin`: into the bin or out of it. `quotes`:
 * which passage a clip or a citation quotes. `destroyed`: what cannot be brought back. `details`:
 * what no list shows.
 */
export const CHANGE_KINDS = [
  'words',
  'notes',
  'places',
  'bin',
  'quotes',
  'destroyed',
  'details',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What is done unless a person says otherwise. */
export const USUAL_CHANGES: readonly ChangeKind[] = ['words', 'notes', 'places', 'bin', 'details'];
