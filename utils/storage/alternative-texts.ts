/**
 * The index of attachments by clip and alternative text. Its keys contain the texts, so no image is
 * read.
 */
export interface AltRows {
  count(query: IDBKeyRange): Promise<number>;
  openKeyCursor(query: IDBKeyRange): Promise<AltCursor | null>;
}

interface AltCursor {
  readonly key: IDBValidKey;
  continue(): Promise<AltCursor | null>;
}

/**
 * Returns the alternative texts of the images of these clips, in the given order, without clips
 * that have none.
 */
export async function loadAlts(
  rows: AltRows,
  clipIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const alts = new Map<string, string[]>();
  const [first, last] = [clipIds[0], clipIds.at(-1)];
  if (first === undefined || last === undefined) return alts;
  const wanted = new Set(clipIds);
  const read = async (range: IDBKeyRange) => {
    let cursor = await rows.openKeyCursor(range);
    for (; cursor !== null; cursor = await cursor.continue()) {
      const [clipId, alt] = Array.isArray(cursor.key) ? cursor.key : [];
      if (typeof clipId !== 'string' || typeof alt !== 'string') continue;
      if (alt.trim() === '' || !wanted.has(clipId)) continue;
      alts.set(clipId, [...(alts.get(clipId) ?? []), alt]);
    }
  };
  // Most clips have no image, and the requested clips are mostly adjacent.
  const all = IDBKeyRange.bound([first], [last, []]);
  const count = await rows.count(all);
  if (count <= 4 * clipIds.length) {
    if (count > 0) await read(all);
  } else {
    await Promise.all(clipIds.map((id) => read(IDBKeyRange.bound([id], [id, []]))));
  }
  return alts;
}
