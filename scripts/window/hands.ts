import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a desktop needs besides a browser, by the package that Debian has it in. */
const TOOLS = [
  ['Xvfb', 'xvfb'],
  ['openbox', 'openbox'],
  ['xdotool', 'xdotool'],
  ['import', 'imagemagick'],
] as const;

/** A point of the screen, in pixels from its upper left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A user's hands and eyes: keys, the mouse and pictures of the whole screen, and nothing of a browser. */
export interface Hands {
  /** Presses keys one after another, in xdotool's names: `alt+shift+s`, `Return`. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  moveTo(point: Point): Promise<void>;
  click(point: Point, button?: 'left' | 'right'): Promise<void>;
  /** Drags from one point to another, as one selects words. */
  drag(from: Point, to: Point): Promise<void>;
  /** Pictures the screen into the folder, numbered, as PNG. */
  picture(name: string): Promise<void>;
}

/** The tools that are not installed, as packages of Debian. */
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

/** How long an X client takes to see what was done, in milliseconds. */
const SETTLE = 150;

/**
 * @param display The X display's name, `:99` for instance.
 * @param folder Where pictures go.
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
      // A pointer that was never there before its button went down presses nothing in some menus.
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
        // A browser that is to drag something takes its time to take hold of it, and to look around.
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
 * @throws after ten seconds, naming what was waited for.
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
