import type { Page } from '@playwright/test';
import { type ClosedShadow, closedShadow } from '@/scripts/browser/closed-shadow';

/**
 * Returns the toast of a page with the pointer over it. Otherwise it disappears after a few
 * seconds, which a slow machine needs for the test.
 */
export async function heldToast(page: Page): Promise<ClosedShadow> {
  const toast = await closedShadow(page, 'pincite-toast');
  await toast.hover('.message');
  return toast;
}
