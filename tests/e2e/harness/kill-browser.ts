import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';

/** Ends the browser at once, like a crash or a power failure. It cannot clean up. */
export async function killBrowser({ context, session }: ExtensionBrowser): Promise<void> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('The browser does not tell its process.');
  const gone = new Promise((resolve) => context.once('close', resolve));
  process.kill(pid, 'SIGKILL');
  await gone;
}
