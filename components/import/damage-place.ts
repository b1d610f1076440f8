import {
  DAMAGE_KINDS,
  DAMAGE_REASONS,
  type Damage,
  type DamageKind,
  type DamageReason,
} from '@/utils/model/imported-report';
import type { Repair } from '@/utils/model/repair';
import type { DamageChoices } from '@/utils/report/prepare-import';

/**
 * One damaged place as both the import and the import report show it: the words around it,
 * what stood there, what it becomes, and what a person decided.
 */
export interface DamagePlace {
  readonly id: string;
  readonly kind: DamageKind;
  /** Of the file, from 1. */
  readonly line: number;
  readonly before: string;
  readonly original: string;
  readonly mended: string;
  readonly after: string;
  readonly reason: DamageReason | null;
  /** Characters that the end of `before` lost; null where nothing was cut. */
  readonly missing: number | null;
  /** What the cut word may end with. */
  readonly completions: readonly string[];
  readonly completion: string | null;
  readonly state: DamageState;
}

/** `open`: only pointed out. */
export type DamageState = 'mended' | 'kept' | 'open';

/** What can be done about places, by their ids. */
export interface DamageActs {
  readonly repair: (ids: readonly string[]) => void;
  readonly keep: (ids: readonly string[]) => void;
  /** Null takes a completion back. */
  readonly complete: (id: string, completion: string | null) => void;
}

/** A place of a report that was read and not stored yet. */
export function placeOfDamage(damage: Damage, choices: DamageChoices): DamagePlace {
  const { id, kind, line, before, original, mended, after, reason, missing, completions } = damage;
  return {
    id,
    kind,
    line,
    before,
    original,
    mended,
    after,
    reason,
    missing,
    completions,
    completion: choices.completions.get(id) ?? null,
    state: original === mended ? 'open' : choices.kept.has(id) ? 'kept' : 'mended',
  };
}

/** A place of a report that is stored. Null where the repair is of no kind that we know. */
export function placeOfRepair(repair: Repair): DamagePlace | null {
  const kind = DAMAGE_KINDS.find((each) => each === repair.kind);
  if (kind === undefined) return null;
  const { id, line, before, original, mended, after, missing, completions, completion } = repair;
  return {
    id,
    kind,
    line,
    before,
    original,
    mended,
    after,
    reason: DAMAGE_REASONS.find((each) => each === repair.reason) ?? null,
    missing,
    completions,
    completion,
    state: repair.state === 'taken-back' ? 'kept' : repair.state,
  };
}

/** Whether anything can be changed at this place, beside a completion. */
export function canChoose(place: DamagePlace): boolean {
  return place.state === 'mended' || place.state === 'kept';
}

/** The word that a completion makes, from the cut word at the end of `before`. */
export function completedWord(before: string, completion: string): string {
  const cut = /(?<![^\s([{«“"])[^\s([{«“"]*$/u.exec(before)?.[0] ?? '';
  return (cut + completion).trim();
}

/** The last words before a place, to tell it from others by. */
export function lastWords(before: string): string {
  const words = before.trim();
  return words.length <= 24 ? words : words.slice(-24).replace(/^\S*\s+/u, '');
}

export interface DamageCounts {
  readonly mended: number;
  readonly kept: number;
  readonly open: number;
}

export function countDamage(places: readonly DamagePlace[]): DamageCounts {
  const counts = { mended: 0, kept: 0, open: 0 };
  for (const { state } of places) counts[state] += 1;
  return counts;
}
