import { expect, test } from 'vitest';
import { isWebAddress, originPattern, withoutFragment } from '@/utils/model/url';

test.each([
  ['https://a.example/b#c#d', 'https://a.example/b'],
  ['https://a.example/b', 'https://a.example/b'],
  ['#top', ''],
  ['', ''],
])('%j without its fragment is %j', (url, page) => {
  expect(withoutFragment(url)).toBe(page);
});

test.each(['https://a.example/b?c', 'HTTP://a.example'])('%s may be made a link', (url) => {
  expect(isWebAddress(url)).toBe(true);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'chrome-extension://abc/desk.html',
  'https://a.example@evil.example/',
  'https://user:secret@a.example/',
  '//a.example/b',
  '/b',
  'https:',
  '',
])('%j may not', (url) => {
  expect(isWebAddress(url)).toBe(false);
});

test.each([
  ['https://a.example:8443/b?c', 'https://a.example/*'],
  ['http://[::1]/', 'http://[::1]/*'],
  ['https://*/', null],
  ['https://*.example/a', null],
  ['ftp://a.example/', null],
  ['a.example', null],
])('the match pattern of %s names one host, or there is none', (url, pattern) => {
  expect(originPattern(url)).toBe(pattern);
});
