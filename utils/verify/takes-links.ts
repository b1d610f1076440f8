import { takesTextDirectives } from '@/utils/fragment/takes-text-directives';
import type { Check, Pin } from '@/utils/model/evidence';

export const PDF_TYPE = 'application/pdf';

/**
 * Whether a link into the page that a check read can lead to a passage of it; into a PDF some do,
 * and their flag says so. Null where that is not known: a dead link is worse than none.
 * @param judged The pin that it judged.
 */
export function takesLinks(
  { flags, evidence }: Pick<Check, 'flags' | 'evidence'>,
  judged: Pick<Pin, 'directive'> | null,
): boolean | null {
  const { contentType } = evidence;
  if (contentType !== undefined) {
    return takesTextDirectives(contentType) || contentType === PDF_TYPE;
  }
  // Older checks recorded no type, but call a directive dead in a page that takes none.
  return judged !== null && judged.directive !== null && !flags.includes('dead-link') ? true : null;
}
