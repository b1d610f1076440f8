import { afterEach, describe, expect, test } from 'vitest';
import { unselectableBlock } from '@/utils/page/unselectable-block';
import { pointAt } from '../point-at';

afterEach(() => document.querySelector('#stage')?.remove());

/** Returns the quote that is clipped while the pointer is over the element of the selector. */
async function pointedAt(html: string, selector: string): Promise<string | null> {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = html;
  document.body.append(stage);
  await pointAt(stage.querySelector(selector) as Element);
  return unselectableBlock(document)?.toString() ?? null;
}

describe('pointing at a paragraph', () => {
  test('means all of it where it may not be selected', async () => {
    const html = '<p style="user-select: none">The lock is <b>shut</b> until June.</p>';
    expect(await pointedAt(html, 'b')).toBe('The lock is shut until June.');
  });

  test.each([
    ['where it can be selected', '<p>The lock is shut until June.</p>', 'p'],
    [
      'where it holds no text',
      '<p style="user-select: none; height: 20px"><img alt="" width="9" height="9"></p>',
      'p',
    ],
    [
      'where it is much longer than a paragraph',
      `<p style="user-select: none">${'The lock is shut. '.repeat(300)}</p>`,
      'p',
    ],
  ])('means nothing %s', async (_name, html, selector) => {
    expect(await pointedAt(html, selector)).toBeNull();
  });
});
