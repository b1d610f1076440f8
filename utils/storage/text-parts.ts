/**
 * Texts one after the other in one string. Each is followed by a line end, which none of them
 * contains.
 */
export interface TextParts {
  readonly text: string;
  /** For each part, where it ends, with its line end. */
  readonly ends: Uint32Array;
}

const END = '\n';

export function joinParts(parts: readonly string[]): TextParts {
  const ends = new Uint32Array(parts.length);
  let length = 0;
  parts.forEach((part, at) => {
    length += part.length + END.length;
    ends[at] = length;
  });
  return { text: parts.map((part) => part + END).join(''), ends };
}

export function partAt({ text, ends }: TextParts, at: number): string {
  return text.slice(startAt(ends, at), (ends[at] ?? END.length) - END.length);
}

/** Returns where the part `at` starts, which is where the previous one ends. */
export function startAt(ends: Uint32Array, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0);
}

/** Returns 1 for each part that contains a term; null if none does. Linear. */
export function partsHolding({ text, ends }: TextParts, term: string): Uint8Array | null {
  let at = text.indexOf(term);
  if (at < 0) return null;
  const holds = new Uint8Array(ends.length);
  for (let part = 0; at >= 0; at = text.indexOf(term, ends[part])) {
    while ((ends[part] ?? Number.POSITIVE_INFINITY) <= at) part += 1;
    holds[part] = 1;
  }
  return holds;
}
