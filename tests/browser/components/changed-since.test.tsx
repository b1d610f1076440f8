import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ChangedSinceList } from '../../../components/desk/overview/ChangedSinceList';
import { focusAfterDrawing } from '../../../components/ui/focus';
import { drawn, show } from './stage';

afterEach(() => page.viewport(414, 896));

test('what changed is at the top of a low window after it was asked for', async () => {
  await page.viewport(960, 420);
  show(
    <>
      <div style={{ height: '400px' }} />
      <ChangedSinceList
        changes={{ since: '2026-05-02T09:41:00.000Z', changed: [], added: [], removed: [] }}
        signOff={null}
        onShow={() => undefined}
      />
      <div style={{ height: '2000px' }} />
    </>,
  );
  await drawn();
  focusAfterDrawing(['changed-since']);
  const title = document.querySelector('#changed-since')!;
  await expect.poll(() => document.activeElement).toBe(title);
  await expect.poll(() => title.getBoundingClientRect().top).toBeLessThan(40);
});

test('without a sign-off, says only that no claim changed since its own decision', async () => {
  const changes = { since: '2026-05-02T09:41:00.000Z', changed: [], added: [], removed: [] };
  show(<ChangedSinceList changes={changes} signOff={null} onShow={() => undefined} />);
  await expect
    .poll(() => document.querySelector('#changed-since')?.parentElement?.textContent)
    .toBe('Changed since the reviewNo claim has changed since its decision.');
});

test('without a sign-off, the list is headed “Since the decisions:”', async () => {
  const gone = { claimKey: 'a', words: 'It rose by 44 cm', review: null };
  const changes = { since: '2026-05-02T09:41:00.000Z', changed: [], added: [], removed: [gone] };
  show(<ChangedSinceList changes={changes} signOff={null} onShow={() => undefined} />);
  const told = () => document.querySelector('#changed-since')?.nextElementSibling?.textContent;
  await expect.poll(told).toBe('Since the decisions:');
});
