import { describe, expect, test } from 'vitest';
import { liveTree } from '@/utils/page/live-tree';
import { sendsOnTo } from '@/utils/page/page-refresh';

const URL_READ = 'https://rivers.example/dam?y=1';

function sent(html: string, header: string | null = null): string | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return sendsOnTo(liveTree, page, header, URL_READ);
}

const meta = (content: string) => `<meta http-equiv="refresh" content="${content}">`;

describe('a page sends its readers on', () => {
  test.each([
    ['at once', meta('0;url=https://other.example/x'), 'https://other.example/x'],
    ['to a relative address', meta('0; URL=/gate'), 'https://rivers.example/gate'],
    ['with quotation marks', meta("1;url='gate'"), 'https://rivers.example/gate'],
    ['without the word', meta('0, /gate'), 'https://rivers.example/gate'],
    [
      'in any case',
      '<META HTTP-EQUIV=Refresh CONTENT="0;Url=/gate">',
      'https://rivers.example/gate',
    ],
    ['from its body', `<p>x</p>${meta('0;url=/gate')}`, 'https://rivers.example/gate'],
    [
      'by the second element, where the first is no refresh',
      meta('soon') + meta('0;url=/gate'),
      'https://rivers.example/gate',
    ],
    [
      'by the earlier of two',
      meta('9;url=/late') + meta('0;url=/gate'),
      'https://rivers.example/gate',
    ],
    [
      'by the base of its addresses',
      `<base href="https://b.example/c/">${meta('0;url=d')}`,
      'https://b.example/c/d',
    ],
  ])('%s', (_name, html, target) => {
    expect(sent(html)).toBe(target);
  });

  test('by a header', () => {
    expect(sent('<p>x</p>', '0;url=/gate')).toBe('https://rivers.example/gate');
    expect(sent(meta('0;url=/late'), '0;url=/gate')).toBe('https://rivers.example/gate');
  });

  test.each([
    ['it loads itself again', meta('0')],
    ['it loads itself again by its address', meta('0;url=/dam?y=1#top')],
    ['there is time to read it', meta('300;url=/gate')],
    ['only readers without scripts are sent', `<noscript>${meta('0;url=/gate')}</noscript>`],
    ['the element is no content', `<template>${meta('0;url=/gate')}</template>`],
    ['no browser goes there', meta('0;url=javascript:alert(1)')],
    ['no browser goes to such text either', meta('0;url=data:text/html,x')],
    ['it says nothing', meta('')],
    ['it has no refresh', '<meta name="refresh" content="0;url=/gate">'],
  ])('but not where %s', (_name, html) => {
    expect(sent(html)).toBeNull();
  });
});
