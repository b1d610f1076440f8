import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tools that a desktop needs besides a browser, by their Debian package. */
const TOOLS = [
  ['Xvfb', 'xvfb'],
  ['openbox', 'openbox'],
  ['xdotool', 'xdotool'],
  ['import', 'imagemagick'],
] as const;

/** A point on the screen, in pixels from the upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Acts and sees like a user: keys, the mouse and pictures of the whole screen, without access to
 * the browser.
 */
export interface Hands {
  /** Presses keys one after another, with xdotool's names: `alt+shift+s`, `Return`. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  moveTo(point: Point): Promise<void>;
  click(point: Point, button?: 'left' | 'right'): Promise<void>;
  /** Drags from one point to another, as for selecting words. */
  drag(from: Point, to: Point): Promise<void>;
  /** Takes a numbered picture of the screen as PNG. */
  picture(name: string): Promise<void>;
}

/** Returns the missing tools, as Debian packages. */
export async function missingTools(): Promise<string[]> {
  const missing: string[] = [];
  for (const [tool, inPackage] of TOOLS) {
    const found = await run('which', [tool]).then(
      () => true,
      () => false,
    );
    if (!found) missing.push(inPackage);
  }
  return missing;
}

/** The time that an X client needs to notice an action, in milliseconds. */
const SETTLE = 150;

/**
 * @param display The X display's name, for example `:99`.
 * @param folder The folder for pictures.
 */
export function handsOn(display: string, folder: string): Hands {
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, DISPLAY: display };
  const xdotool = (...args: readonly string[]) => run('xdotool', [...args], { env });
  const at = ({ x, y }: Point) => ['mousemove', Math.round(x).toString(), Math.round(y).toString()];
  let pictures = 0;
  return {
    async press(...keys) {
      for (const key of keys) {
        await xdotool('key', key);
        await pause(SETTLE);
      }
    },
    async type(text) {
      await xdotool('type', '--delay', '30', text);
      await pause(SETTLE);
    },
    async moveTo(point) {
      await xdotool(...at(point));
    },
    async click(point, button = 'left') {
      await xdotool(...at(point));
      // Some menus ignore a press if the pointer was not there before.
      await pause(SETTLE);
      await xdotool('click', button === 'left' ? '1' : '3');
      await pause(SETTLE);
    },
    async drag(from, to) {
      await xdotool(...at(from), 'mousedown', '1');
      const steps = 8;
      for (let step = 1; step <= steps; step += 1) {
        const part = step / steps;
        const between = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        await xdotool(...at(between));
        // A browser needs time at the start of a drag, and before the drop.
        if (step === 1 || step === steps) await pause(2 * SETTLE);
      }
      await xdotool('mouseup', '1');
      await pause(SETTLE);
    },
    async picture(name) {
      pictures += 1;
      const file = `${pictures.toString().padStart(2, '0')}-${name}.png`;
      await run('import', ['-window', 'root', path.join(folder, file)], { env });
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Asks again until there is an answer.
 * @throws After ten seconds, with the name of what was awaited.
 */
export async function until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await pause(100);
  }
}
