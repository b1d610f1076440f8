import { expect, test } from 'vitest';
import { sameSite } from '@/entrypoints/background/same-site';

test.each([
  ['another path', 'https://a.example/x', 'https://a.example/y#z', true],
  ['another host', 'https://a.example/', 'https://b.example/', false],
  ['another scheme', 'http://a.example/', 'https://a.example/', false],
  ['another port', 'http://a.example/', 'http://a.example:8080/', false],
  ['a host that starts alike', 'https://a.example/', 'https://a.example.evil.example/', false],
  ['the same file', 'file:///home/a.html#x', 'file:///home/a.html', true],
  ['another file', 'file:///home/a.html', 'file:///home/b.html', false],
  ['a file and a site', 'file:///home/a.html', 'https://a.example/', false],
  ['no address', undefined, undefined, false],
  ['no address at all', 'nonsense', 'nonsense', false],
])('decides whether a script may act for %s', (_name, a, b, expected) => {
  expect(sameSite(a, b)).toBe(expected);
});
