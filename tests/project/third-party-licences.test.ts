import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './run-tool';

const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

describe.each(['chrome-mv3', 'firefox-mv3'])('the licences of the libraries in %s', (build) => {
  const file = path.join(ROOT, '.output', build, 'third-party-licences.txt');

  function parts(): string[] {
    if (!existsSync(file)) throw new Error(`${file} is missing. Run: npm run build`);
    return readFileSync(file, 'utf8').split(`\n\n${'-'.repeat(72)}\n\n`);
  }
  /** Returns the names above a text: `name version (licence)`, each on a line. */
  const namesOf = (part: string) => part.match(/^\S+ \d+\.\d+\.\d\S* \(.+\)$/gm) ?? [];

  test('name every library that package.json asks for, with its version', () => {
    const named = parts().flatMap((part) => namesOf(part).map((line) => line.split(' (')[0]));
    const asked = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    expect(named).toEqual(expect.arrayContaining(asked));
  });

  test('are included in full, or with their address if they are long and allow that', () => {
    const bare = parts().filter((part) => {
      const words = part.trim().split('\n').slice(namesOf(part).length);
      return words.length < 5 && !/^The licence: https:\S+\nThe source: https:\S+$/m.test(part);
    });
    // WXT's own packages are published without its licence text.
    expect(bare.flatMap(namesOf).filter((line) => !line.startsWith('@wxt-dev/'))).toEqual([]);
  });
});
