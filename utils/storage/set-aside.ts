import { toBase64 } from './base64-bytes';

/*
 * A record that is none any more (a field is missing, a value is of a wrong type) can't be read
 * back, but it is not thrown away either: a file keeps what there is of it in its footer, as JSON
 * that a person or a later Pincite can look into.
 */

/** What a file keeps of a record that is none. */
export interface SetAside {
  readonly store: string;
  /** Where it lay in its store. */
  readonly key: unknown;
  /** The field that is wrong; '' where it is the whole. */
  readonly fault: string;
  readonly raw: unknown;
}

/** How much one file keeps of all of them, in UTF-16 units; of what is longer, the beginning. */
const ROOM = 16_000_000;
const MAX_VALUES = 50_000;
const MAX_DEPTH = 30;

/** Writes down records that are none, until there is no more room. */
export function createSetAside(): (
  store: string,
  key: unknown,
  fault: string,
  raw: unknown,
) => SetAside {
  const left = { units: ROOM, values: MAX_VALUES };
  return (store, key, fault, raw) => ({
    store,
    key: plain(key, left, 0),
    fault,
    raw: plain(raw, left, 0),
  });
}

interface Left {
  units: number;
  values: number;
}

/** A value as JSON has it. What JSON has not is an object with one key that begins with `$`. */
function plain(value: unknown, left: Left, depth: number): unknown {
  left.values -= 1;
  if (left.values < 0 || left.units <= 0) return { $cut: true };
  if (typeof value === 'string') return cut(value.toWellFormed(), left, 1, (text) => text);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: `${value}` };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
    return cut(bytes, left, 4 / 3, (part) => ({ $bytes: toBase64(part) }));
  }
  if (typeof value !== 'object') return { [`$${typeof value}`]: String(value) };
  if (depth > MAX_DEPTH) return { $deep: true };
  if (Array.isArray(value)) return value.map((each) => plain(each, left, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return { $other: Object.prototype.toString.call(value), text: String(value).slice(0, 1_000) };
  }
  const fields = Object.entries(value).map(([name, each]) => {
    left.units -= name.length;
    return [name.slice(0, 1_000), plain(each, left, depth + 1)] as const;
  });
  return Object.fromEntries(fields);
}

function cut<T extends string | Uint8Array>(
  value: T,
  left: Left,
  unitsEach: number,
  write: (part: T) => unknown,
): unknown {
  const most = Math.floor(left.units / unitsEach);
  const part = (value.length > most ? value.slice(0, most) : value) as T;
  left.units -= part.length * unitsEach;
  if (part.length === value.length) return write(part);
  return { $begins: write(part), length: value.length };
}
