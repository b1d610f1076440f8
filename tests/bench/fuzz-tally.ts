/** What was found on random pages. */
export interface PageTally {
  /** Number of selections for which the bench requested a directive. */
  selections: number;
  built: number;
  refused: number;
  dead: number;
  wrong: number;
  /** Number of random directives that both finders searched for. */
  random: number;
  /** Number of random directives with a match. */
  found: number;
  disagreements: number;
}

export const newTally = (): PageTally => ({
  selections: 0,
  built: 0,
  refused: 0,
  dead: 0,
  wrong: 0,
  random: 0,
  found: 0,
  disagreements: 0,
});
