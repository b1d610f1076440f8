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

  test('name every library that package.json asks for, with its version', () => {
    const named = parts().map((part) => part.split(' (')[0]);
    const asked = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    expect(named).toEqual(expect.arrayContaining(asked));
  });

  test('come with their words, wherever a library has any', () => {
    const bare = parts().filter((part) => part.trim().split('\n').length < 5);
    // WXT's own packages are published without a copy of its licence.
    expect(bare.filter((part) => !part.startsWith('@wxt-dev/'))).toEqual([]);
  });
});
