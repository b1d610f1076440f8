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
 * One damaged place as both the import and the import report show it: the text around it, the
 * original, the repair, and the user's decision.
 */
export interface DamagePlace {
  readonly id: string;
  readonly kind: DamageKind;
  /** The line in the file, counted from 1. */
  readonly line: number;
  readonly before: string;
  readonly original: string;
  readonly mended: string;
  readonly after: string;
  readonly reason: DamageReason | null;
  /** Number of characters that the end of `before` lost; null if nothing was cut. */
  readonly missing: number | null;
  /** Possible ends of the cut word. */
  readonly completions: readonly string[];
  readonly completion: string | null;
  readonly state: DamageState;
}

/** `open`: the damage is only reported. */
export type DamageState = 'mended' | 'kept' | 'open';

/** The commands on damaged places, by id. */
export interface DamageActs {
  readonly repair: (ids: readonly string[]) => void;
  readonly keep: (ids: readonly string[]) => void;
  /** Null undoes a completion. */
  readonly complete: (id: string, completion: string | null) => void;
}

/** Makes the place for damage in a report that is not stored yet. */
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

/** Makes the place for a repair in a stored report. Returns null for an unknown kind of repair. */
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

/** Returns whether the user can change anything at this place, apart from a completion. */
export function canChoose(place: DamagePlace): boolean {
  return place.state === 'mended' || place.state === 'kept';
}

/** Returns the word that a completion makes from the cut word at the end of `before`. */
export function completedWord(before: string, completion: string): string {
  const cut = /(?<![^\s([{«“"])[^\s([{«“"]*$/u.exec(before)?.[0] ?? '';
  return (cut + completion).trim();
}

/** Returns the last words before a place, to distinguish it from others. */
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
