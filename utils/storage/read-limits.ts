/*
 * Limits for reading files. A file of a few megabytes can unpack to gigabytes, and a short line can
 * describe millions of values, so the reader counts both before it allocates memory.
 */

export const READ_LIMITS = {
  /**
   * Maximum UTF-16 units of one line. The longest line that Pincite writes is a clip of a whole
   * page of 24 million units, which contains the quote twice.
   */
  line: 64_000_000,
  /**
   * Maximum UTF-16 units of a line that holds whole sections. With 100,000 citations such a line
   * has 120 million units.
   */
  sectionsLine: 140_000_000,
  /** Maximum number of objects, arrays and their members in one line. */
  values: 8_000_000,
  /** The maximum nesting depth of JSON values. Pincite's own records have a depth of 6. */
  depth: 64,
  /** Maximum unpacked bytes of a backup, which Pincite reads line by line. */
  backup: 64_000_000_000,
  /** Maximum UTF-16 units of a bundle in memory, without its images. */
  bundle: 1_000_000_000,
  /**
   * Number of unpacked bytes that every file may have, and the maximum ratio of unpacked to packed
   * bytes. Pincite's own files reach a ratio of 20.
   */
  unpacked: 64_000_000,
  ratio: 50,
} as const;

/** A file exceeds a reading limit. The user sees `what` beside the message. */
export class OverLimit extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Throws an `OverLimit` when a JSON text has too many values or too deep nesting. Does not check
 * whether the JSON is valid. Linear time, allocates nothing.
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

/** Index of the end of the string that begins at `start`, or -1 when the string has no end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}
