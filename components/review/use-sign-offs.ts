import { useMemo } from 'preact/hooks';
import { judgeSignOffs, type SignOffState } from '@/utils/review/sign-off';
import type { ReportClaims } from './use-claims';
import type { DeskClaim } from './use-desk-claims';

/** What each sign-off is worth, the one that counts most first. */
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
