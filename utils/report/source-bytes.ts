/** The bytes of one block, and where it starts. */
export interface BlockBytes {
  readonly raw: string;
  /** The bytes between the previous block and this one. */
  readonly gapBefore: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Distributes a report's own bytes to its blocks in order, so that none is lost or used twice. */
export class SourceBytes {
  readonly #text: string;
  #preamble: string | null = null;
  /** The end of the last block. */
  #end = 0;
  #line = 1;
  #lineCountedTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  /** Takes the next block, and everything before it. */
  take(start: number, end: number): BlockBytes {
    const line = this.lineAt(start);
    const before = this.#text.slice(this.#end, start);
    const gapBefore = this.#preamble === null ? '' : before;
    this.#preamble ??= before;
    this.#end = end;
    return { raw: this.#text.slice(start, end), gapBefore, line };
  }

  /** Returns the line of an offset that is not before an earlier requested one. */
  lineAt(offset: number): number {
    if (offset > this.#lineCountedTo) {
      this.#line += lineEndsIn(this.#text.slice(this.#lineCountedTo, offset));
      this.#lineCountedTo = offset;
    }
    return this.#line;
  }

  /** Everything before the first block. */
  get preamble(): string {
    return this.#preamble ?? '';
  }

  /** Everything after the last block; the whole text if there is no block. */
  get finalBytes(): string {
    return this.#text.slice(this.#preamble === null ? 0 : this.#end);
  }
}

export function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') count += 1;
  }
  return count;
}
