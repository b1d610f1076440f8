import { afterEach, describe, expect, test } from 'vitest';
import { findTranscriptTime } from '@/utils/page/transcript-time';

afterEach(() => document.querySelector('#stage')?.remove());

/** Returns the second at which the words `here` are spoken, on a page with this markup. */
function secondsIn(html: string): number | null {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = html;
  document.body.append(stage);
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() !== null) {
    const at = (texts.currentNode as Text).data.indexOf('here');
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + 4);
    return findTranscriptTime(range);
  }
  throw new Error('The page has no such words.');
}

describe('text of a transcript has the last time before it', () => {
  test.each([
    [
      'in rows of a time and its words',
      '<video></video><ol><li><b>0:12</b><span>Welcome</span></li><li><b>1:02:03</b><span>and here</span></li><li><b>1:02:40</b><span>Bye</span></li></ol>',
      3723,
    ],
    [
      'in lines that begin with a time',
      '<audio></audio><p>[00:05] Welcome</p><p>[00:31.500] and here we go</p><p>[01:00] Bye</p>',
      31,
    ],
    [
      'in words without a time of their own',
      '<video></video><div><p>00:10</p><p>Welcome</p><p>and here</p><p>00:50</p><p>Bye</p></div>',
      10,
    ],
  ])('%s', (_name, html, seconds) => {
    expect(secondsIn(html)).toBe(seconds);
  });
});

test('text in a shadow tree has the last time before its host', () => {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.setHTMLUnsafe(
    '<video></video><p>0:12</p><div><template shadowrootmode="open"><p>here</p></template></div><p>0:30</p>',
  );
  document.body.append(stage);
  const range = document.createRange();
  range.selectNodeContents(stage.querySelector('div')?.shadowRoot?.querySelector('p') as Element);
  expect(findTranscriptTime(range)).toBe(12);
});

describe('no time is claimed', () => {
  test.each([
    ['on a page that plays nothing', '<p>0:12</p><p>here</p><p>0:30</p>'],
    ['for words before the first time', '<video></video><p>here</p><p>0:12</p><p>0:30</p>'],
    ['where times are in no order', '<video></video><p>9:30</p><p>0:12</p><p>here</p>'],
    [
      'for a figure among words',
      '<video></video><p>The train of 10:30 is here, and 11:20 is not</p>',
    ],
    [
      'for words behind the transcript',
      '<video></video><ol><li>0:12 Welcome</li><li>0:30 Bye</li></ol><p>here</p>',
    ],
    ['for one time alone', '<video></video><p>0:12</p><p>here</p>'],
  ])('%s', (_name, html) => {
    expect(secondsIn(html)).toBeNull();
  });
});
