/** Texts one after the other in one string, each followed by a line's end, which none of them holds. */
export interface TextParts {
  readonly text: string;
  /** Of each part where it ends, its line's end included. */
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

/** Where the part of `at` starts: where the one before it ends. */
export function startAt(ends: Uint32Array, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0);
}

/** Of each part, 1 where it holds a term; null where none does. Linear. */
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
