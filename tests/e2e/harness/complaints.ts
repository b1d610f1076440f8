import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { parseColoursOnce } from '../../parse-colours-once';

const AXE = `${axe.source}; (${parseColoursOnce.toString()})(axe);`;

/**
 * Returns the findings of axe for a page. Waits for the end of all fades first, because a colour
 * between two others does not have its final contrast.
 */
export async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    const endless = (animation: Animation) =>
      animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const ending = document.getAnimations().filter((animation) => !endless(animation));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const axe = new AxeBuilder({ page, axeSource: AXE })
    // Otherwise axe gathers its findings in another tab, which doubles the processor time. Only a
    // page with frames needs that.
    .setLegacyMode(page.frames().length === 1)
    .options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
