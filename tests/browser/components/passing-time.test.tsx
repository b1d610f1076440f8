import './catalogue';
import { expect, test, vi } from 'vitest';
import { formatWhen } from '@/components/ui/format';
import { usePassingTime } from '@/components/ui/use-passing-time';
import { drawn, show } from './stage';

function When({ iso }: { iso: string }) {
  usePassingTime();
  return <p>{formatWhen(iso)}</p>;
}

test('what was done now was done some minutes ago later, without anything else that draws', async () => {
  let tick = () => undefined as unknown;
  vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => unknown) => {
    tick = run;
    return 1;
  }) as never);
  const words = () => document.querySelector('p')?.textContent;
  show(<When iso={new Date().toISOString()} />);
  await drawn();
  expect(words()).toBe('now');
  vi.setSystemTime(Date.now() + 120_000);
  tick();
  await vi.waitFor(() => expect(words()).toBe('2 minutes ago'));
  vi.useRealTimers();
  vi.restoreAllMocks();
});
