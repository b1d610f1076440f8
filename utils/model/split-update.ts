import * as Y from 'yjs';
import { encodeDeletions, writeNumber } from './encode-update';

/**
 * Splits an update into several of about that many bytes, to apply in this order. Together they
 * have the same effect. A database does not take values of any size. Linear.
 */
export function splitUpdate(update: Uint8Array, bytes: number): Uint8Array<ArrayBuffer>[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  while (from < structs.length) {
    const first = structs[from];
    if (first === undefined) break;
    const body = new Y.UpdateEncoderV1();
    const { client, clock } = first.id;
    let to = from;
    // An estimate by the texts, because the rest of a change is small.
    for (let size = 0; to < structs.length && size < bytes; to += 1) {
      const struct = structs[to];
      if (struct === undefined || struct.id.client !== client) break;
      struct.write(body, 0);
      size += 60 + (struct instanceof Y.Item ? sizeOf(struct) : 0);
    }
    const head: number[] = [];
    for (const number of [1, to - from, client, clock]) writeNumber(head, number);
    pieces.push(join(head, body.toUint8Array(), encodeDeletions(new Map())));
    from = to;
  }
  pieces.push(join([0], new Uint8Array(), encodeDeletions(ds.clients)));
  return pieces;
}

function sizeOf({ content }: Y.Item): number {
  if (content instanceof Y.ContentString) return content.str.length;
  return content instanceof Y.ContentAny ? JSON.stringify(content.arr).length : 0;
}

function join(
  head: readonly number[],
  body: Uint8Array,
  tail: readonly number[],
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(head.length + body.length + tail.length);
  out.set(head);
  out.set(body, head.length);
  out.set(tail, head.length + body.length);
  return out;
}
