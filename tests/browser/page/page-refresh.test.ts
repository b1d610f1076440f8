import { describe, expect, test } from 'vitest';
import { liveTree } from '@/utils/page/live-tree';
import { sendsOnTo } from '@/utils/page/page-refresh';

const URL_READ = 'https://rivers.example/dam?y=1';

function sent(html: string, header: string | null = null): string | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return sendsOnTo(liveTree, page, header, URL_READ);
}

const meta = (content: string) => `<meta http-equiv="refresh" content="${content}">`;

describe('a page redirects its readers by a refresh', () => {
  test.each([
    ['at once', meta('0;url=https://other.example/x'), 'https://other.example/x'],
    ['to a relative address', meta('0; URL=/gate'), 'https://rivers.example/gate'],
    ['to an address in quotation marks', meta("1;url='gate'"), 'https://rivers.example/gate'],
    ['without the text "url="', meta('0, /gate'), 'https://rivers.example/gate'],
    [
      'in any letter case',
      '<META HTTP-EQUIV=Refresh CONTENT="0;Url=/gate">',
      'https://rivers.example/gate',
    ],
    [
      'from an element in its body',
      `<p>x</p>${meta('0;url=/gate')}`,
      'https://rivers.example/gate',
    ],
    [
      'by the second element when the first is not a valid refresh',
      meta('soon') + meta('0;url=/gate'),
      'https://rivers.example/gate',
    ],
    [
      'by the refresh with the shorter delay',
      meta('9;url=/late') + meta('0;url=/gate'),
      'https://rivers.example/gate',
    ],
    [
      'to an address that is relative to its base element',
      `<base href="https://b.example/c/">${meta('0;url=d')}`,
      'https://b.example/c/d',
    ],
  ])('%s', (_name, html, target) => {
    expect(sent(html)).toBe(target);
  });

  test('by a Refresh header', () => {
    expect(sent('<p>x</p>', '0;url=/gate')).toBe('https://rivers.example/gate');
    expect(sent(meta('0;url=/late'), '0;url=/gate')).toBe('https://rivers.example/gate');
  });

  test.each([
    ['the page only reloads itself', meta('0')],
    ['the page reloads itself by its address', meta('0;url=/dam?y=1#top')],
    ['the delay is long enough to read the page', meta('300;url=/gate')],
    ['the refresh is in a noscript element', `<noscript>${meta('0;url=/gate')}</noscript>`],
    ['the refresh is in a template element', `<template>${meta('0;url=/gate')}</template>`],
    ['the target is a javascript: address', meta('0;url=javascript:alert(1)')],
    ['the target is a data: address', meta('0;url=data:text/html,x')],
    ['the content attribute is empty', meta('')],
    [
      'the element has a name attribute instead of http-equiv',
      '<meta name="refresh" content="0;url=/gate">',
    ],
  ])('but not when %s', (_name, html) => {
    expect(sent(html)).toBeNull();
  });
});
