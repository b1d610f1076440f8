import './catalogue';
import { expect, test, vi } from 'vitest';
import { createClipPort } from '@/components/panel/clip-ports';
import { request } from '@/utils/messaging/client';
import { ok } from '@/utils/model/result';
import { sampleView } from './samples';
import { show } from './stage';

vi.mock('@/utils/messaging/client', () => ({ request: vi.fn() }));

/**
 * The port of a checked clip on a page with this clip's card and another one, and with a pin that
 * is pending.
 */
function waitingPin() {
  const view = sampleView({ quote: 'Storage rose to 61 per cent.', verdict: 'altered' });
  const { id } = view.clip;
  const added = Promise.withResolvers<void>();
  vi.mocked(request).mockImplementation(async () => {
    await added.promise;
    return ok({ noDirectiveReason: null });
  });
  const say = vi.fn();
  const port = createClipPort(id, {
    report: {
      tree: { content: { id: 'r', placements: [] } },
      views: new Map([[id, view]]),
    } as never,
    changes: { choosePins: vi.fn() },
    reader: null,
    say,
    did: () => vi.fn(),
    fail: vi.fn(),
  });
  const page = show(
    <main>
      <article tabIndex={-1} data-focus={`item-${id}`} />
      <article tabIndex={-1} data-focus="item-other" />
      <button type="button">Adopt</button>
    </main>,
  );
  return { port, store: added.resolve, say, page, item: `item-${id}` };
}

const focused = () => document.activeElement?.getAttribute('data-focus');
const POSITION = { start: 0, end: 7 };

test('a stored pin moves the focus to its clip', async () => {
  const { port, store, say, page, item } = waitingPin();
  page.querySelector('button')?.focus();
  port.pin({ act: 'adopt', position: POSITION });
  store();
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  await expect.poll(focused).toBe(item);
});

test('a pin that is stored late does not take the focus from another clip', async () => {
  const { port, store, say, page } = waitingPin();
  page.querySelector('button')?.focus();
  port.pin({ act: 'adopt', position: POSITION });
  page.querySelector<HTMLElement>('[data-focus="item-other"]')?.focus();
  store();
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  expect(focused()).toBe('item-other');
});
