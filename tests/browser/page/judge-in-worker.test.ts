import { describe, expect, test, vi } from 'vitest';
import { judgeInWorker } from '@/entrypoints/offscreen/judge-in-worker';
import type { DocumentKind } from '@/utils/verify/document-kind';
import { clipOf } from '../../unit/verify/quote-fixture';

const URL = 'https://rivers.example/dam';
const QUOTE = 'The old dam held through the night of the flood';
const FILLER = 'The wardens counted the boats in the harbour again and wrote the number down. ';
const page = (more: string) => `<!doctype html><p>${QUOTE}.</p><p>${FILLER.repeat(9)}</p>${more}`;

async function verdictOn(html: string, limit?: number, kind: DocumentKind = 'html') {
  const answer = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };
  const body = new TextEncoder().encode(html);
  const { judgements } = await judgeInWorker(
    { body, kind, answer, quotes: [clipOf(QUOTE)] },
    limit,
  );
  return [judgements[0]?.verdict, judgements[0]?.evidence.reason];
}

/**
 * In milliseconds. A Worker of a test loads its modules one by one from the development server,
 * which on a busy machine takes longer than the extension allows for a whole page.
 */
const PATIENT = 120_000;
/** Returns the verdict on a page that must be read, however busy the machine is. */
const readVerdict = (html: string) => verdictOn(html, PATIENT);

const many = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join('');

describe('a Worker that reads a page', () => {
  test('judges the quotes', async () => {
    expect(await readVerdict(page(''))).toEqual(['verbatim', null]);
    expect(await readVerdict(page('').replace('old', 'new'))).toEqual(['altered', 'words-changed']);
  });

  test('is ended at the time limit, and the next page gets a new Worker', async () => {
    const slow = page('<p>a</p>'.repeat(500_000));
    expect(await verdictOn(slow, 1)).toEqual(['unchecked', 'page-too-slow']);
    expect(await readVerdict(page(''))).toEqual(['verbatim', null]);
  });

  test('reads several pages at once, each with its own Worker', async () => {
    const slow = page('<p>a</p>'.repeat(300_000));
    const all = await Promise.all([
      verdictOn(slow, 1),
      readVerdict(page('')),
      readVerdict(page('')),
    ]);
    expect(all).toEqual([
      ['unchecked', 'page-too-slow'],
      ['verbatim', null],
      ['verbatim', null],
    ]);
  });

  test('is replaced after a hundred pages, whose memory it would keep', async () => {
    const ended = vi.spyOn(Worker.prototype, 'terminate');
    const verdicts = new Set<string>();
    for (let at = 0; at < 250; at += 1) verdicts.add(String(await readVerdict(page(''))));
    expect([...verdicts]).toEqual(['verbatim,']);
    expect(ended).toHaveBeenCalledTimes(2);
    ended.mockRestore();
  });

  test.each([
    ['400,000 nested elements', '<div>'.repeat(400_000)],
    [
      'formatting elements that the parser opens again in each paragraph',
      many(4_000, (at) => `<p><b id=${at}>`),
    ],
    ['links around blocks that are never closed', '<a><div>'.repeat(100_000)],
    ['a million attributes', `<p ${many(1_000_000, (at) => `a${at} `)}>`],
    ['a million elements side by side', '<i></i>'.repeat(1_000_000)],
    ['two million entities', '&NotEqualTilde;&notit;'.repeat(1_000_000)],
    ['20 MB of text in one line', 'word '.repeat(4_000_000)],
    [
      'form fields with the names of DOM properties',
      '<form><input name=parentElement><input name=nextSibling>',
    ],
    [
      '5,000 style rules that hide elements',
      `<style>${many(5_000, (at) => `.a${at} div div p{display:none}`)}</style>${'<div><p class=a1>'.repeat(200)}`,
    ],
  ])('reads the page or gives a reason why not: %s', async (_, html) => {
    expect([
      ['verbatim', null],
      ['unchecked', 'too-complex'],
      ['unchecked', 'page-too-slow'],
    ]).toContainEqual(await verdictOn(page(html)));
  });
});
