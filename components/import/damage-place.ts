import {
  DAMAGE_KINDS,
  DAMAGE_REASONS,
  type Damage,
  type DamageKind,
  type DamageReason,
} from '@/utils/model/imported-report';
import { isStillCut, type Repair } from '@/utils/model/repair';
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
  /** Whether there is one completion, and it is likely. */
  readonly isLikely: boolean;
  readonly completion: string | null;
  /** Whether somebody has typed directly after the cut word since the import. */
  readonly edited: boolean;
  readonly state: DamageState;
}

/** `open`: the damage is only reported. */
export type DamageState = 'mended' | 'kept' | 'open';

/** The commands on damaged places, by id. */
export interface DamageActs {
  readonly repair: (ids: readonly string[]) => void;
  readonly keep: (ids: readonly string[]) => void;
  /** Completes cut words, as one step. Null removes a completion. */
  readonly complete: (completions: ReadonlyMap<string, string | null>) => void;
}

/** Makes the place for damage in a report that is not stored yet. */
export function placeOfDamage(damage: Damage, choices: DamageChoices): DamagePlace {
  const {
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
    isLikely,
  } = damage;
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
    isLikely,
    completion: choices.completions.get(id) ?? null,
    edited: false,
    state: original === mended ? 'open' : choices.kept.has(id) ? 'kept' : 'mended',
  };
}

/** Makes the place for a repair in a stored report. Returns null for an unknown kind of repair. */
export function placeOfRepair(repair: Repair): DamagePlace | null {
  const kind = DAMAGE_KINDS.find((each) => each === repair.kind);
  if (kind === undefined) return null;
  const { id, line, before, original, mended, after, missing, completions, isLikely } = repair;
  const { completion, edited } = repair;
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
    isLikely,
    completion,
    edited,
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

/**
 * Returns the end of a cut word if the report has only one for it, and null otherwise. A figure or a
 * whole word would be a new fact, so the user must choose it.
 */
export function onlyCompletion({ before, completions, edited }: DamagePlace): string | null {
  const [completion, ...others] = completions;
  if (completion === undefined || others.length > 0 || edited) return null;
  const isNewWord = !/[\p{L}\p{M}]$/u.test(before) && /[\p{L}\p{M}]/u.test(completion);
  return isNewWord || /\p{N}|\s\p{L}/u.test(completion) ? null : completion;
}

export const DAMAGE_RESULTS = [
  /** The rest of a citation marker was removed; no word was cut, or none is known to be. */
  'removed',
  /** The same, and the word before it still lacks its end. */
  'cut',
  /** The same, and the user chose the end of the word. */
  'completed',
  /** The same, and somebody has typed directly after the word since the import. */
  'edited',
  /** A missing mark of emphasis was added. */
  'closed',
  'kept',
  'open',
] as const;
/** What became of a damaged place. */
export type DamageResult = (typeof DAMAGE_RESULTS)[number];

export function damageResult(place: DamagePlace): DamageResult {
  if (place.state !== 'mended') return place.state;
  if (place.kind === 'unbalanced-emphasis') return 'closed';
  if (place.missing === null) return 'removed';
  if (isStillCut(place)) return 'cut';
  return place.completion === null ? 'edited' : 'completed';
}

export type DamageCounts = Readonly<Record<DamageResult, number>>;

export function countDamage(places: readonly DamagePlace[]): DamageCounts {
  const counts = { removed: 0, cut: 0, completed: 0, edited: 0, closed: 0, kept: 0, open: 0 };
  for (const place of places) counts[damageResult(place)] += 1;
  return counts;
}
