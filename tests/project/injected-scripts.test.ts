import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { shrinkInjected } from '../../scripts/shrink-injected.mjs';
import { ROOT } from './run-tool';

/** Returns the matches of the patterns in a built script with a few characters around each. */
function found(build: string, script: string, patterns: readonly RegExp[]): string[] {
  const file = path.join(ROOT, '.output', build, script);
  if (!existsSync(file)) throw new Error(`${file} is missing. Run: npm run build`);
  const code = readFileSync(file, 'utf8');
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ index }) => code.slice(index - 30, index + 50)),
  );
}

describe.each(['chrome-mv3', 'firefox-mv3'])('in %s', (build) => {
  test.each([
    'clipper.js',
    'highlighter.js',
    'reader.js',
    'unseen.js',
    'byline.js',
    'posts.js',
    'article.js',
  ])('%s does not contain the context that posts a message to the page', (script) => {
    expect(found(build, script, [/ContentScriptContext|content-script-started/g])).toEqual([]);
  });

  // Readability in byline.js works on an inert copy of the page without these names.
  test.each(['clipper.js', 'highlighter.js', 'reader.js', 'unseen.js', 'posts.js', 'article.js'])(
    '%s creates nodes with methods that no page element shadows',
    (script) => {
      const created = /(?<!\bDocument\.prototype)\.create(?:TextNode|ElementNS)\b/g;
      expect(found(build, script, [created])).toEqual([]);
    },
  );
});

test.each([
  'clipper.js',
  'highlighter.js',
  'reader.js',
  'unseen.js',
  'byline.js',
  'posts.js',
  'article.js',
])('in Chrome, %s does not read `browser`, which a page element can define', (script) => {
  const read = [/\b(?:globalThis|window|self)\??\.browser\b/g, /\bbrowser\??\.\w/g];
  expect(found('chrome-mv3', script, read)).toEqual([]);
});

test('a script that is minified again still ends with its result', async () => {
  const script = { type: 'chunk', code: '(function () { return (() => { return [1]; })(); })();' };
  const { generateBundle } = shrinkInjected() as unknown as {
    generateBundle: (output: object, bundle: object) => Promise<void>;
  };
  await generateBundle({ format: 'iife' }, { 'reader.js': script });
  expect(script.code).not.toContain(' => ');
  expect(runInNewContext(script.code)).toEqual([1]);
});
