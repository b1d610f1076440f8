import { describe, expect, test } from 'vitest';
import { readCitedMarkdown, readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { measureGrowth, pumped } from '../growth';
import { bytesOf, countedIds, NOW, REPORT, read } from './read-report';

const options = () => ({
  filedUnder: { reportId: REPORT, sectionId: null },
  now: NOW,
  newId: countedIds(),
});

/** Far more than any of these takes, and far less than quadratic work would take. */
const SECONDS = 20_000;

describe('a report made to harm', () => {
  test('is refused above 64 Mi units', () => {
    const result = readCitedMarkdown('x'.repeat(64 * 1024 * 1024 + 1), options());
    expect(result).toEqual({ ok: false, error: { code: 'too-large', limit: 64 * 1024 * 1024 } });
  });

  const nested: readonly [name: string, text: string][] = [
    ['quotes', `${'> '.repeat(10_000)}a`],
    ['quotes without blanks', `${'>'.repeat(10_000)}a`],
    [
      'quotes, one more a line',
      Array.from({ length: 1000 }, (_, at) => `${'> '.repeat(at)}a`).join('\n'),
    ],
    ['lists', `${'- '.repeat(10_000)}a`],
    ['numbered lists', `${'1. '.repeat(10_000)}a`],
    [
      'lists, one deeper a line',
      Array.from({ length: 1000 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'),
    ],
    ['emphasis', '*a '.repeat(5000) + 'a* '.repeat(5000)],
    ['emphasis in a label', `[${'*a '.repeat(5000)}${'a* '.repeat(5000)}](https://a.example/)`],
    ['brackets that never open', ']'.repeat(20_000)],
    ['brackets that never close', '['.repeat(20_000)],
    ['links that never end', '[a]('.repeat(5000)],
    ['links that never end, in a quote', '> [a](\n'.repeat(5000).trimEnd()],
    ['links in links', `${'['.repeat(2500)}a${'](b)'.repeat(2500)}`],
    ['images in images', `${'!['.repeat(2500)}a${'](b)'.repeat(2500)}`],
    ['lines of one paragraph', 'a\n'.repeat(100_000).trimEnd()],
    ['declarations that never end', 'x<![CDATA['.repeat(3000)],
    ['instructions that never end', 'x<?'.repeat(10_000)],
  ];
  test.each(nested)(
    'keeps %s nested too deep unchanged, reports where, and continues',
    (_, text) => {
      const whole = `Before ([A](https://a.example/)).\n\n${text}\n\nAfter ([B](https://b.example/)).\n`;
      const report = read(whole);
      expect(report.importReport.leftAlone.map(({ line, why }) => [line, why])).toEqual([
        [3, 'too-deep'],
      ]);
      expect(report.citations.map(({ label }) => label)).toEqual(['A', 'B']);
      expect(report.statements.map(({ kind }) => kind)).toEqual([
        'paragraph',
        'other',
        'paragraph',
      ]);
      expect(bytesOf(report)).toBe(whole);
    },
    SECONDS,
  );

  const costly: readonly [name: string, make: (length: number) => string][] = [
    ['comments that never end', pumped('<!-- ')],
    ['tags that never end', pumped('<a href="')],
    ['addresses of brackets', pumped(')', 'https://a.example/')],
    ['blanks', pumped(' ', 'a', 'b')],
    ['markers that never end', pumped('【1†')],
    ['definitions', pumped('[a]: b\n')],
    ['notes', pumped('[^a]: b\n')],
    ['references', pumped('[a][b] ', '', '\n\n[b]: https://a.example/')],
  ];
  test.each(costly)('reads %s in linear time, and keeps every byte', (_, make) => {
    const text = make(10_000);
    expect(bytesOf(read(text))).toBe(text);
    expect(measureGrowth(read, make)).toMatchObject({ isLinear: true });
  });

  test('keeps every byte of code marks of every length', () => {
    const text = Array.from({ length: 140 }, (_, at) => `${'`'.repeat(at + 1)}a`).join('');
    expect(bytesOf(read(text))).toBe(text);
  });

  test(
    'keeps a block of more than 4 Mi units unchanged, and reports where',
    () => {
      const text = `A.\n\n${'word '.repeat(900_000)}\n\nB.`;
      const report = read(text);
      expect(report.importReport.leftAlone.map(({ line, why }) => [line, why])).toEqual([
        [3, 'too-long'],
      ]);
      expect(report.statements.map(({ kind }) => kind)).toEqual([
        'paragraph',
        'other',
        'paragraph',
      ]);
      expect(bytesOf(report)).toBe(text);
    },
    SECONDS,
  );

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/hosts',
    'vbscript:x',
    'https://user@site.example/',
    'https://user:pass@site.example/',
    'blob:https://a.example/x',
    'view-source:https://a.example/',
  ])('makes no evidence of %s', (address) => {
    const text = `A ([T](<${address}>)), [T][r], [^n], <a href="${address}">T</a>.\n\n[r]: <${address}>\n[^n]: [T](<${address}>)\n`;
    const { citations, clips, sources, pins } = read(text);
    expect({ citations, clips, sources, pins }).toEqual({
      citations: [],
      clips: [],
      sources: [],
      pins: [],
    });
  });
});

describe('a long reading', () => {
  const text = `# A\n\n${'A claim ([T](https://a.example/)).\n\n'.repeat(2000)}`;

  test('reports progress that only grows, up to the end', () => {
    const seen: number[] = [];
    read(text, { onProgress: (done, total) => seen.push(done / total) });
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test('stops when it is cancelled', () => {
    const stop = new AbortController();
    let steps = 0;
    const onProgress = () => {
      steps += 1;
      if (steps === 3) stop.abort();
    };
    const result = readCitedMarkdown(text, { ...options(), onProgress, signal: stop.signal });
    expect(result).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(steps).toBe(3);
  });

  test('continues one step at a time', () => {
    const steps = readCitedMarkdownSteps(text, options());
    let last = steps.next();
    expect(last.done).toBe(false);
    while (last.done !== true) last = steps.next();
    expect(last.value.ok).toBe(true);
  });
});
