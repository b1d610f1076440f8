import { describe, expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import type { DocumentKind } from '@/utils/verify/document-kind';
import { clipOf } from '../verify/quote-fixture';

const ADDRESS = 'https://rivers.example/dam';
const QUOTE = 'The old dam held through the night of the flood';
const FILLER =
  'The wardens of the valley counted the boats in the harbour again and wrote the number down.';
const DIRECTIVE = { start: 'dam held', end: 'the flood' };

function read(body: string, contentType: string, kind?: DocumentKind, quote = QUOTE) {
  const answer = { requestedUrl: ADDRESS, finalUrl: ADDRESS, status: 200, contentType };
  const { text, judgements } = judgePage(
    body,
    answer,
    [clipOf(quote, { directive: DIRECTIVE })],
    kind,
  );
  const [judged] = judgements;
  if (judged === undefined) throw new Error('There was one quote.');
  return { text, ...judged };
}

describe('the title that a page gives itself', () => {
  const html = (head: string, body = `<p>${QUOTE}. ${FILLER}</p>`) =>
    `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
  const titleIn = (body: string, quote = QUOTE) => read(body, 'text/html', 'html', quote).evidence;
  const og = '<meta property="og:title" content="The dam held">';
  const site = '<meta property="og:site_name" content="Rivers">';

  test.each([
    ['its own', '<title>The old dam</title>', 'The old dam'],
    ['without the name of its site', `<title>The old dam | Rivers</title>${site}`, 'The old dam'],
    ['as a clip has it', `<title>Home</title>${og}`, 'The dam held'],
  ])('is recorded with a check: %s', (_name, head, title) => {
    expect(titleIn(html(head))).toMatchObject({ title });
    expect(titleIn(html(head), 'Nobody wrote these words about a dam')).toMatchObject({ title });
  });

  test('is limited', () => {
    expect(titleIn(html(`<title>${'dam '.repeat(2_000)}</title>`)).title).toHaveLength(500);
  });

  test.each([
    ['a page without one', html('')],
    ['a page that has only its address', html(`<title>${ADDRESS}</title>`)],
    ['a soft 404', html('<title>Page not found</title>', '<h1>Page not found</h1>')],
    [
      'a login',
      html('<title>Sign in</title>', '<form><input type="email"><input type="password"></form>'),
    ],
  ])('is not recorded of %s', (_name, body) => {
    expect(titleIn(body)).not.toHaveProperty('title');
  });

  test('is not recorded of a plain text', () => {
    expect(read(`${QUOTE}. ${FILLER}`, 'text/plain').evidence).not.toHaveProperty('title');
  });
});

describe('a plain text', () => {
  test('is read as it is shown, in one block: a link may lead over its lines', () => {
    const judged = read(
      `The old dam held\r\nthrough the night of\r\nthe flood.\r\n\r\n${FILLER}`,
      'text/plain',
    );
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: [] });
    expect(judged.text).toContain('held\nthrough');
  });

  test('has no markup: what looks like markup is text', () => {
    const body = `<p hidden>${QUOTE}</p> &amp; <script>${FILLER}</script>`;
    expect(read(body, 'text/plain').text).toBe(body);
    expect(read(body, 'text/plain').verdict).toBe('verbatim');
  });

  test.each(['text/markdown', 'application/json', 'text/csv; charset=utf-8'])(
    'is what browsers show of %s',
    (type) => {
      // For these types, no browser follows a text directive.
      expect(read(`"${QUOTE}" ${FILLER}`, type)).toMatchObject({
        verdict: 'verbatim',
        flags: ['dead-link'],
      });
    },
  );

  test('that says "not found" is gone', () => {
    expect(read('404: Not Found', 'text/plain')).toMatchObject({ verdict: 'gone' });
  });
});

describe('XHTML', () => {
  const xhtml = (head: string, body: string) =>
    `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Dam</title>${head}</head><body>${body}<p>${FILLER}</p></body></html>`;

  test('is read as XML: elements close themselves, and CDATA is text', () => {
    const body = `<p>The old dam <b/>held <![CDATA[through the night]]> of the flood.</p>`;
    expect(read(xhtml('<script src="x.js"/>', body), 'application/xhtml+xml')).toMatchObject({
      verdict: 'verbatim',
      flags: ['dead-link'],
      evidence: { contentType: 'application/xhtml+xml' },
    });
  });

  test('that does not parse is read as HTML', () => {
    const broken = xhtml('', `<p>${QUOTE}<br>& more.</p>`);
    expect(read(broken, 'application/xhtml+xml').verdict).toBe('verbatim');
  });

  test('under the type of HTML is read as HTML, as browsers do', () => {
    // In HTML, this script element never ends, and the page is empty.
    expect(read(xhtml('<script src="x.js"/>', `<p>${QUOTE}</p>`), 'text/html').verdict).toBe(
      'unchecked',
    );
  });
});

describe('content without text', () => {
  test.each([
    ['an image', 'image/png', undefined, 'image/png'],
    ['bytes that call themselves text', 'text/plain', 'other', 'application/octet-stream'],
    ['XML of some kind', 'application/xml', undefined, 'application/xml'],
  ] as const)('%s is not read, whatever it holds', (_name, type, kind, detail) => {
    expect(read(QUOTE, type, kind)).toMatchObject({
      text: '',
      verdict: 'unchecked',
      evidence: { reason: 'unsupported-type', detail },
    });
  });
});

describe('a page of HTML', () => {
  const page = (body: string) => `<!doctype html><title>Dam</title><body>${body}<p>${FILLER}</p>`;

  test.each([
    ['the words of the quote', `<p>${QUOTE}.</p>`, 'verbatim'],
    ['a changed word', `<p>${QUOTE.replace('old', 'new')}.</p>`, 'altered'],
    ['the words in a script', `<script>"${QUOTE}"</script>`, 'unchecked'],
    ['the words in a noscript element', `<noscript><p>${QUOTE}</p></noscript>`, 'unchecked'],
    ['the words in a template element', `<template><p>${QUOTE}</p></template>`, 'unchecked'],
  ])('with %s is judged without a DOM', (_, body, verdict) => {
    expect(typeof DOMParser).toBe('undefined');
    expect(read(page(body), 'text/html').verdict).toBe(verdict);
  });

  test('sets a flag when a style may hide the words', () => {
    const hidden = page(
      `<style>.gone p{display:none}</style><div class=gone><p>${QUOTE}</p></div>`,
    );
    expect(read(hidden, 'text/html').flags).toContain('visibility-unknown');
    expect(read(hidden.replace('gone p', 'gone b'), 'text/html').flags).toEqual([]);
  });

  test.each([
    ['nested elements', '<div>'.repeat(400_000)],
    ['elements in total', '<p>a</p>'.repeat(600_001)],
    [
      'attributes on one element',
      `<p ${Array.from({ length: 10_000 }, (_, at) => `a${at}`).join(' ')}>`,
    ],
  ])('with too many %s is left unchecked', (_, html) => {
    expect(read(page(`<p>${QUOTE}</p>${html}`), 'text/html')).toMatchObject({
      text: '',
      verdict: 'unchecked',
      evidence: { reason: 'too-complex' },
    });
  });
});

describe('a page with a refresh', () => {
  const refresh = (content: string) => `<meta http-equiv="refresh" content="${content}">`;
  const target = (head: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = { requestedUrl: ADDRESS, finalUrl: ADDRESS, status: 200, headers };
    const html = `<!doctype html><title>Dam</title>${head}<p>${QUOTE}</p>`;
    return judgePage(html, { ...answer, contentType: 'text/html' }, [], 'html').sendsOnTo;
  };

  test.each([
    ['has a delay of 0 seconds', refresh('0;url=/gate')],
    ['is in another letter case', '<META HTTP-EQUIV=Refresh CONTENT="0;Url=/gate">'],
    ['is in the body', `<p>x</p>${refresh('0;url=/gate')}`],
    [
      'has an address that is relative to the base element',
      `<base href=/a/>${refresh('0;url=../gate')}`,
    ],
  ])('gives the target when the refresh %s', (_, head) => {
    expect(target(head)).toBe('https://rivers.example/gate');
  });

  test('gives the target when the refresh is in a header', () => {
    expect(target('', { refresh: '0;url=/gate' })).toBe('https://rivers.example/gate');
  });

  test.each([
    ['has a long delay', refresh('300;url=/gate')],
    ['is in a noscript element', `<noscript>${refresh('0;url=/gate')}</noscript>`],
    ['is in a template element', `<template>${refresh('0;url=/gate')}</template>`],
    ['leads to a script', refresh('0;url=javascript:alert(1)')],
  ])('gives no target when the refresh %s', (_, head) => {
    expect(target(head)).toBeNull();
  });
});
