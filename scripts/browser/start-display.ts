import { spawn } from 'node:child_process';

/**
 * Starts an X server without a screen, and a window manager that minimises windows. Returns null if
 * the tools are missing.
 */
export async function startDisplay(): Promise<{ name: string; stop: () => void } | null> {
  const args = ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const name = await new Promise<string | null>((resolve) => {
    server.once('error', () => resolve(null));
    server.once('exit', () => resolve(null));
    server.stdout.once('data', (text: Buffer) => resolve(`:${text.toString().trim()}`));
  });
  if (name === null) return null;
  const manager = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: name } });
  const managed = await new Promise<boolean>((resolve) => {
    manager.once('error', () => resolve(false));
    manager.once('spawn', () => resolve(true));
  });
  const stop = () => {
    manager.kill();
    server.kill();
  };
  if (managed) return { name, stop };
  stop();
  return null;
}
