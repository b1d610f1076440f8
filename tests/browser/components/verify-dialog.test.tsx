import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { VerifyDialog } from '../../../components/verify/VerifyDialog';
import { NO_READING_OPTIONS } from '../../../utils/verify/reading-options';
import { drawn, show } from './stage';

afterEach(() => page.viewport(414, 896));

test.each([
  [640, 400],
  [320, 256],
])('in a window of %i by %i, each site that would be read can be seen', async (width, height) => {
  await page.viewport(width, height);
  const sites = Array.from({ length: 7 }, (_, at) => ({
    pattern: `https://site-${at}.example/*`,
    host: `site-${at}.example`,
    pages: 1,
    clipIds: [],
    isPrivate: false,
  }));
  show(
    <VerifyDialog
      toRead={{ sites, unreadable: [] }}
      readOptions={async () => NO_READING_OPTIONS}
      onConfirm={() => undefined}
      onClose={() => undefined}
    />,
  );
  await drawn();
  const list = document.querySelector('.pick-list')!;
  const rows = [...list.querySelectorAll('label')];
  expect(rows).toHaveLength(7);
  for (const row of rows) {
    row.querySelector('input')!.focus();
    row.scrollIntoView({ block: 'nearest' });
    await drawn();
    const at = row.getBoundingClientRect();
    const view = list.getBoundingClientRect();
    const body = document.querySelector('.dialog-body')!.getBoundingClientRect();
    expect(at.top).toBeGreaterThanOrEqual(Math.max(view.top, body.top) - 1);
    expect(at.bottom).toBeLessThanOrEqual(Math.min(view.bottom, body.bottom) + 1);
  }
});
