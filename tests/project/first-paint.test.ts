import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/* A page that draws something before its script must not wait for anything else either. */

test.each(['chrome-mv3', 'firefox-mv3'])(
  'the desk of %s is painted from its HTML alone',
  (build) => {
    const html = readFileSync(path.resolve('.output', build, 'desk.html'), 'utf8');
    expect(html).toContain('class="desk"');
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css).join('\n');
    for (const name of ['--paper:', '.desk-columns{', '.desk-lines{'])
      expect(styles).toContain(name);
    expect(html).not.toMatch(/rel="?stylesheet/);
  },
);

test.each(['chrome-mv3', 'firefox-mv3'])(
  'the desk of %s asks for its first script before its modules',
  (build) => {
    const html = readFileSync(path.resolve('.output', build, 'desk.html'), 'utf8');
    const scripts = [...html.matchAll(/<script type="module"([^>]*) src="([^"]+)"/g)];
    expect(scripts.map(([, , file]) => file)).toEqual([
      expect.stringMatching(/^\/chunks\/first-/),
      expect.stringMatching(/^\/chunks\/desk-/),
    ]);
    // The script runs when it has loaded, and waits for no module.
    expect(scripts[0]?.[1]).toContain(' async');
  },
);
