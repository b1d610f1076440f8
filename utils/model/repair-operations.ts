import type * as Y from 'yjs';
import type { Id } from './ids';
import type { RepairContext, RepairPlan, RepairRecord, RepairSide } from './repair';
import {
  anchorAfter,
  contextAt,
  findContext,
  placedOffset,
  recordPlaced,
  standing,
} from './repair-place';
import { readRepairRecord, repairState } from './repair-records';
import { reportMaps, statementText } from './report-document';
import { asId, getField, readRow, readRows, setField } from './rows';
import { safeOffset } from './statement-text';

/*
 * Edits that repair a damaged text. Each is one transaction, and changes only text that the repair
 * itself added.
 */

/**
 * Repairs the texts, as they were read, at the given places, and records each repair. Skips a place
 * without `original`, and a place whose id is already recorded. Linear in the texts and the number
 * of places.
 */
export function applyDamageRepairs(doc: Y.Doc, plans: readonly RepairPlan[]): void {
  const byStatement = Map.groupBy(plans, (plan) => plan.statementId);
  doc.transact(() => {
    for (const [statementId, own] of byStatement) repairStatement(doc, statementId, own);
  });
}

function repairStatement(doc: Y.Doc, statementId: string, plans: readonly RepairPlan[]): void {
  const map = reportMaps(doc).repairs;
  const text = statementText(doc, statementId);
  const words = text.toString();
  const due: RepairPlan[] = [];
  for (const plan of plans) {
    if (getField(map, plan.id, 'what') !== undefined) continue;
    const span = { start: plan.start, end: plan.start + plan.original.length };
    const edits = plan.original !== plan.mended;
    if (edits && words.slice(span.start, span.end) !== plan.original) continue;
    const { id, start: _start, cutAt, ...what } = plan;
    setField(map, id, 'what', what);
    if (cutAt !== null && plan.missing !== null && plan.missing > 0) {
      const place = contextAt(words, { start: cutAt, end: cutAt });
      setField(map, id, 'cut', { ...place, at: anchorAfter(text, cutAt) });
    }
    if (!edits) continue;
    setField(map, id, 'edit', contextAt(words, span));
    if (plan.original !== '') recordPlaced(map, id, 'original', text, plan.start, plan.original);
    due.push(plan);
  }
  // From the end, so that the earlier offsets stay valid.
  for (const { id, start, original, mended } of due.sort((a, b) => b.start - a.start)) {
    if (original !== '') text.delete(start, original.length);
    if (mended === '') continue;
    text.insert(start, mended);
    recordPlaced(map, id, 'mended', text, start, mended);
  }
}

/**
 * Restores the text from before a repair, and removes what was inserted for missing characters.
 * Returns false and changes nothing if there is nothing to restore, or if the place is gone with
 * its surroundings.
 */
export function takeBackRepair(doc: Y.Doc, id: Id<'repair'>): boolean {
  return withRepair(doc, id, takeBack);
}

/**
 * Takes back many repairs in one transaction, like `takeBackRepair`. Returns how many it took back.
 */
export function takeBackRepairs(doc: Y.Doc, ids: Iterable<string>): number {
  const rows = readRows(reportMaps(doc).repairs);
  return doc.transact(() => {
    let done = 0;
    for (const key of ids) {
      const id = asId<'repair'>(key);
      const row = id === null ? undefined : rows.get(id);
      const record = id === null || row === undefined ? null : readRepairRecord(id, row);
      if (record !== null && takeBack(new OpenRepair(doc, record))) done += 1;
    }
    return done;
  });
}

function takeBack(repair: OpenRepair): boolean {
  if (repair.now().state !== 'mended') return false;
  if (repair.record.plan.original !== '' && !repair.place('original')) return false;
  repair.remove('mended');
  repair.remove('completion');
  return true;
}

/**
 * Applies a repair again that was taken back, with the chosen completion unless somebody typed
 * directly after the cut word. Returns false in the same cases as `takeBackRepair`.
 */
export function redoRepair(doc: Y.Doc, id: Id<'repair'>): boolean {
  return withRepair(doc, id, (repair) => {
    if (repair.now().state !== 'taken-back') return false;
    if (repair.record.plan.mended !== '' && !repair.place('mended')) return false;
    repair.remove('original');
    // The word may have its end by now, from its editor.
    const { completion, edited } = repair.now();
    if (completion === null && !edited) repair.place('completion');
    return true;
  });
}

/**
 * Inserts characters where a cut word lost some, and replaces any earlier ones; '' removes them.
 * Returns false if nothing was cut, if the repair is taken back, if the cut word is gone, or if
 * somebody typed directly after it.
 */
export function completeCutWord(doc: Y.Doc, id: Id<'repair'>, completion: string): boolean {
  return withRepair(doc, id, (repair) => {
    const { state, edited } = repair.now();
    if (repair.record.cut === null || state === 'taken-back') return false;
    if (completion !== '' && (edited || repair.offsetOf('completion') === null)) return false;
    repair.remove('completion');
    setField(reportMaps(doc).repairs, id, 'completion', completion === '' ? null : completion);
    return completion === '' || repair.place('completion', completion);
  });
}

/**
 * Removes duplicates after two copies did the same at the same time: both took back one repair, or
 * completed one word. Call it after a merge of copies; every copy gets the same result. Returns
 * true if it changed anything.
 */
export function settleRepairs(doc: Y.Doc): boolean {
  return doc.transact(() => {
    let changed = false;
    for (const [key, row] of readRows(reportMaps(doc).repairs)) {
      const id = asId<'repair'>(key);
      const record = id === null ? null : readRepairRecord(id, row);
      if (record === null) continue;
      const repair = new OpenRepair(doc, record);
      // One copy took back the repair that the other completed. Taking back includes the
      // completion.
      const kept = {
        original: 1,
        mended: 1,
        completion: repair.now().state === 'taken-back' ? 0 : 1,
      };
      for (const side of ['original', 'mended', 'completion'] as const) {
        if (repair.remove(side, kept[side]) > 0) changed = true;
      }
    }
    return changed;
  });
}

function withRepair(doc: Y.Doc, id: Id<'repair'>, act: (repair: OpenRepair) => boolean): boolean {
  const record = readRepairRecord(id, readRow(reportMaps(doc).repairs, id));
  return record !== null && doc.transact(() => act(new OpenRepair(doc, record)));
}

/** A repair that is being changed, with the text of its statement. */
class OpenRepair {
  readonly record: RepairRecord;
  readonly #doc: Y.Doc;
  readonly #text: Y.Text;

  constructor(doc: Y.Doc, record: RepairRecord) {
    this.record = record;
    this.#doc = doc;
    this.#text = statementText(doc, record.plan.statementId);
  }

  now() {
    return repairState(this.record, this.#text, this.#text.toString());
  }

  /** Returns the current offset for the characters of a side; null if the place is gone. */
  offsetOf(side: RepairSide): number | null {
    const { cut, edit } = this.record;
    const context = side === 'completion' ? cut : edit;
    if (context === null) return null;
    const words = this.#text.toString();
    const offset = placedOffset(this.record, side, this.#text);
    if (offset !== null && hasContextAt(words, offset, context)) return offset;
    return (
      findContext(words, context) ??
      (offset !== null && (touches(words, offset, context) || isBetween(words, offset, context))
        ? offset
        : null)
    );
  }

  /** Inserts the characters of a side at their place. Returns false if the place is gone. */
  place(side: RepairSide, completion = this.record.chosen): boolean {
    const characters = side === 'completion' ? completion : this.record.plan[side];
    const offset = this.offsetOf(side);
    if (offset === null || characters === '') return false;
    const at = safeOffset(this.#text.toString(), offset);
    this.#text.insert(at, characters);
    const { repairs } = reportMaps(this.#doc);
    recordPlaced(repairs, this.record.plan.id, side, this.#text, at, characters);
    return true;
  }

  /** Removes all pieces that the side inserted, except the first `keep`. Returns how many. */
  remove(side: RepairSide, keep = 0): number {
    const spans = standing(this.record, side, this.#text, this.#text.toString()).slice(keep);
    for (const { start, end } of spans.sort((a, b) => b.start - a.start)) {
      this.#text.delete(start, end - start);
    }
    return spans.length;
  }
}

function hasContextAt(words: string, offset: number, { before, after }: RepairContext): boolean {
  return words.slice(0, offset).endsWith(before) && words.startsWith(after, offset);
}

/** Returns whether a character next to the place is still the original one. */
function touches(words: string, offset: number, { before, after }: RepairContext): boolean {
  const behind = before.at(-1) ?? '';
  const ahead = after.at(0) ?? '';
  const edge = (offset === 0 && before === '') || (offset === words.length && after === '');
  return (
    edge ||
    (behind !== '' && words[offset - 1] === behind) ||
    (ahead !== '' && words[offset] === ahead)
  );
}

/** The number of UTF-16 units that two people may have typed on both sides of a place. */
const TYPED_BESIDE = 64;
const LANDMARK = 4;

/**
 * Returns whether the surroundings of the place still exist at a short distance, because people
 * typed on both sides of it.
 */
function isBetween(words: string, offset: number, { before, after }: RepairContext): boolean {
  const behind = words.slice(Math.max(0, offset - TYPED_BESIDE), offset);
  const ahead = words.slice(offset, offset + TYPED_BESIDE);
  return behind.includes(before.slice(-LANDMARK)) && ahead.includes(after.slice(0, LANDMARK));
}
