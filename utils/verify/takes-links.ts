import { takesTextDirectives } from '@/utils/fragment/takes-text-directives';
import type { Check, Pin } from '@/utils/model/evidence';

export const PDF_TYPE = 'application/pdf';

/**
 * Returns whether a link into the page that a check read can lead to a passage. For PDFs some
 * browsers can, and a flag says so. Returns null if it is unknown, because a dead link is worse
 * than none.
 * @param judged The pin that the check judged.
 */
export function takesLinks(
  { flags, evidence }: Pick<Check, 'flags' | 'evidence'>,
  judged: Pick<Pin, 'directive'> | null,
): boolean | null {
  const { contentType } = evidence;
  if (contentType !== undefined) {
    return takesTextDirectives(contentType) || contentType === PDF_TYPE;
  }
  // Older checks recorded no type, but call a directive dead on a page that supports none.
  return judged !== null && judged.directive !== null && !flags.includes('dead-link') ? true : null;
}
