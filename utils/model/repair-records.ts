import type * as Y from 'yjs';
import type { Id, StatementId } from './ids';
import type { Placed, Repair, RepairRecord, RepairSide } from './repair';
import { isTypedAfterCut, PLACED, standing } from './repair-place';
import { asId, asInteger, asRecord, asString, asStringOrNull, type Row, readRows } from './rows';

/*
 * A repair is an edit of a statement's text that is listed and can be taken back long after the
 * import and in any copy. Its content is fixed when it is made. Its state is never stored: it is
 * computed from the text, in which each inserted or deleted piece is identified by its own
 * characters (Yjs relative positions), or else by the words around it. So no merge can make the
 * list and the text disagree.
 */

export function readRepairRecord(id: Id<'repair'>, row: Row): RepairRecord | null {
  const what = asRecord(row.get('what'));
  const statementId = asId<'statement'>(what['statementId']);
  if (statementId === null) return null;
  const cut = row.has('cut') ? asRecord(row.get('cut')) : null;
  const edit = asRecord(row.get('edit'));
  const missing = asInteger(what['missing'], 0, 1_000, 0);
  const completions = Array.isArray(what['completions']) ? what['completions'] : [];
  return {
    plan: {
      id,
      kind: asString(what['kind']),
      statementId,
      citationId: asId<'citation'>(what['citationId']),
      reason: asStringOrNull(what['reason']),
      line: asInteger(what['line'], 1, Number.MAX_SAFE_INTEGER, 1),
      original: asString(what['original']),
      mended: asString(what['mended']),
      before: asString(what['before']),
      after: asString(what['after']),
      missing: missing === 0 ? null : missing,
      completions: completions.filter((word) => typeof word === 'string'),
      // Reports that were imported before this was recorded do not have it.
      isLikely: what['isLikely'] === true,
    },
    edit: { before: asString(edit['before']), after: asString(edit['after']) },
    cut:
      cut === null
        ? null
        : { at: cut['at'], before: asString(cut['before']), after: asString(cut['after']) },
    chosen: asString(row.get('completion')),
    placed: readPlaced(row),
  };
}

function readPlaced(row: Row): Placed[] {
  const all: Placed[] = [];
  for (const [field, value] of row) {
    if (!field.startsWith(PLACED)) continue;
    const placed = asRecord(value);
    const side = (['original', 'mended', 'completion'] as const).find((s) => s === placed['side']);
    if (side === undefined) continue;
    const { start, end } = placed;
    all.push({ field, side, text: asString(placed['text']), start, end });
  }
  return all.sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** Returns what of a repair is in the text. `words` is the content of the text. */
export function repairState(
  record: RepairRecord,
  text: Y.Text,
  words: string,
): Pick<Repair, 'state' | 'completion' | 'edited'> {
  const [completed] = record.cut === null ? [] : standing(record, 'completion', text, words);
  const completion = completed === undefined ? null : words.slice(completed.start, completed.end);
  const state = sideInText(record, text, words);
  const marker = state !== 'mended';
  const edited = completion === null && isTypedAfterCut(record, text, words, marker);
  return { state, completion, edited };
}

function sideInText(record: RepairRecord, text: Y.Text, words: string): Repair['state'] {
  const { original, mended } = record.plan;
  if (original === mended) return 'open';
  const has = (side: RepairSide) => standing(record, side, text, words).length > 0;
  if (mended === '') return has('original') ? 'taken-back' : 'mended';
  return has('mended') ? 'mended' : 'taken-back';
}

/**
 * Returns a report's repairs by line; tolerates invalid data like `readReport`. Repairs of missing
 * statements are left out.
 */
export function readRepairs(
  map: Y.Map<unknown>,
  textOf: (statementId: StatementId) => Y.Text | null,
): Repair[] {
  const repairs: Repair[] = [];
  const words = new Map<Y.Text, string>();
  for (const [key, row] of readRows(map)) {
    const id = asId<'repair'>(key);
    const record = id === null ? null : readRepairRecord(id, row);
    const text = record === null ? null : textOf(record.plan.statementId);
    if (record === null || text === null) continue;
    const content = words.get(text) ?? text.toString();
    words.set(text, content);
    const now = repairState(record, text, content);
    const completable = record.cut !== null && now.state !== 'taken-back' && !now.edited;
    repairs.push({ ...record.plan, ...now, completable });
  }
  return repairs.sort((a, b) => a.line - b.line || (a.id < b.id ? -1 : 1));
}
