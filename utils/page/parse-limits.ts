/** The limits of a document that Pincite parses. */
const PARSE_LIMITS = {
  /** Maximum number of elements. The whole HTML standard on one page has about 300,000. */
  elements: 600_000,
  /** Maximum number of open elements. Browsers stop nesting at 512, but continue to count. */
  depth: 5_000,
  /** Maximum number of attributes of one element. */
  attributes: 1_000,
} as const;

export type ParseLimit = keyof typeof PARSE_LIMITS;

/** Ends the parsing of a document that exceeds a limit. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit';

  constructor(readonly limit: ParseLimit) {
    super(`The document exceeds the limit of ${limit}.`);
  }
}

export function checkLimit(limit: ParseLimit, count: number): void {
  if (count > PARSE_LIMITS[limit]) throw new OverLimit(limit);
}
