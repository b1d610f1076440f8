import { useMemo } from 'preact/hooks';
import { shownOf } from '@/utils/review/shown-reviews';
import { judgeSignOffs, type SignOffState } from '@/utils/review/sign-off';
import type { ReportClaims } from './use-claims';
import type { DeskClaim } from './use-desk-claims';

/** Returns all verified sign-offs and a few of the unverified ones. */
export function shownSignOffs(states: readonly SignOffState[]): readonly SignOffState[] {
  const { shown } = shownOf(states.map((state) => ({ state, standing: state.signOff.standing })));
  return shown.map(({ state }) => state);
}

/** Judges each sign-off and puts the most important one first. */
export function useSignOffs(
  claims: ReportClaims,
  all: readonly DeskClaim[],
): readonly SignOffState[] {
  return useMemo(
    () =>
      claims.signOffs.length === 0
        ? []
        : judgeSignOffs(claims.signOffs, all, claims.contentHash(claims.reviews)),
    [claims, all],
  );
}
