/*
 * What is read of a file at most. A file of a few megabytes can unpack to gigabytes, and a short
 * line can describe millions of values, so each is counted before memory is given to it.
 */

export const READ_LIMITS = {
  /**
   * UTF-16 units of one line. The longest that Pincite writes is a clip of a whole page of
   * 24 million units, which holds the quote twice.
   */
  line: 64_000_000,
  /** The same for a line that holds whole sections; with 100,000 citations it has 120 million. */
  sectionsLine: 140_000_000,
  /** Objects, arrays and the members of both, in one line. */
  values: 8_000_000,
  /** How deep they lie in each other. Records of Pincite reach 6. */
  depth: 64,
  /** Unpacked bytes of a backup, which goes through the memory line by line. */
  backup: 64_000_000_000,
  /** UTF-16 units of what is held of a bundle: all but its images. */
  bundle: 1_000_000_000,
  /** Unpacked bytes that any file may have, and how many for each packed one. Ours reach 20. */
  unpacked: 64_000_000,
  ratio: 50,
} as const;

/** A file holds more than is read of one. `what` is told beside the sentence. */
export class OverLimit extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Throws an `OverLimit` where a JSON text has more values, or has them deeper in each other, than
 * is read. Says nothing about whether it is JSON. Linear; makes nothing.
 */
export function checkJsonSize(text: string): void {
  const most = Math.min(READ_LIMITS.values, 100_000 + text.length / 8);
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
      if (at < 0) return;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > READ_LIMITS.depth) throw new OverLimit(`depth ${depth}`);
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    else if (unit === 0x2c) values += 1;
    if (values > most) throw new OverLimit(`${values} values`);
  }
}

/** Where the string that begins at `start` ends; -1 where it doesn't. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}
