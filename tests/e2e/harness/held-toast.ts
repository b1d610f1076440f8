import type { Page } from '@playwright/test';
import { type ClosedShadow, closedShadow } from '@/scripts/browser/closed-shadow';

/**
 * The toast that stands in a page, with the pointer on it: it goes by itself after some seconds
 * otherwise, which are soon over on a slow machine.
 */
export async function heldToast(page: Page): Promise<ClosedShadow> {
  const toast = await closedShadow(page, 'pincite-toast');
  await toast.hover('.message');
  return toast;
}
