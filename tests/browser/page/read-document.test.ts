import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { readDocument } from '@/utils/page/read-document';
import type { DocumentKind } from '@/utils/verify/document-kind';
import { clipOf } from '../../unit/verify/quote-fixture';

const ADDRESS = 'https://rivers.example/dam';
const QUOTE = 'The old dam held through the night of the flood';
const FILLER =
  'The wardens of the valley counted the boats in the harbour again and wrote the number down.';
const DIRECTIVE = { start: 'dam held', end: 'the flood' };

function read(body: string, contentType: string, kind?: DocumentKind, quote = QUOTE) {
  const answer = { requestedUrl: ADDRESS, finalUrl: ADDRESS, status: 200, contentType };
  const { text, judgements } = readDocument(
    body,
    answer,
    [clipOf(quote, { directive: DIRECTIVE })],
    kind,
  );
  const [judged] = judgements;
  if (judged === undefined) throw new Error('There was one quote.');
  return { text, ...judged };
}

afterEach(() => {
  vi.restoreAllMocks();
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

  test('has no markup: what looks like it are its words', () => {
    const body = `<p hidden>${QUOTE}</p> &amp; <script>${FILLER}</script>`;
    expect(read(body, 'text/plain').text).toBe(body);
    expect(read(body, 'text/plain').verdict).toBe('verbatim');
  });

  test.each(['text/markdown', 'application/json', 'text/csv; charset=utf-8'])(
    'is what browsers show of %s',
    (type) => {
      // Where no browser follows a text directive.
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
    // There, the script never closes, and the page is empty.
    expect(read(xhtml('<script src="x.js"/>', `<p>${QUOTE}</p>`), 'text/html').verdict).toBe(
      'unchecked',
    );
  });
});

describe('what holds no text', () => {
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

describe('a parsed document', () => {
  const PAGE = `<title>Dam</title><img src="/never-asked.png"><script>globalThis.ran = true</script><p>${QUOTE}.</p><p>${FILLER}</p>`;

  function parsed(): Document[] {
    const documents: Document[] = [];
    const parse = DOMParser.prototype.parseFromString;
    vi.spyOn(DOMParser.prototype, 'parseFromString').mockImplementation(function (
      this: DOMParser,
      ...args
    ) {
      const made = parse.apply(this, args);
      documents.push(made);
      return made;
    });
    return documents;
  }

  test.each([
    ['HTML', PAGE, 'text/html'],
    [
      'XHTML',
      `<html xmlns="http://www.w3.org/1999/xhtml"><body>${QUOTE}</body></html>`,
      'application/xhtml+xml',
    ],
    ['XHTML that does not parse', PAGE, 'application/xhtml+xml'],
    ['a plain text', QUOTE, 'text/plain'],
  ])('of %s is let go, all of it', (_name, body, type) => {
    const documents = parsed();
    read(body, type);
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.map(({ documentElement }) => documentElement)).toEqual(
      documents.map(() => null),
    );
  });

  test('is let go even where judging fails', () => {
    const documents = parsed();
    const bad = { pin: null } as unknown as ReturnType<typeof clipOf>;
    const answer = {
      requestedUrl: ADDRESS,
      finalUrl: ADDRESS,
      status: 200,
      contentType: 'text/html',
    };
    expect(() => readDocument(PAGE, answer, [bad])).toThrow();
    expect(documents.map(({ documentElement }) => documentElement)).toEqual([null]);
  });

  test('loads nothing, runs nothing, and gives no node to the page', () => {
    const adopted = vi.spyOn(Document.prototype, 'adoptNode');
    const imported = vi.spyOn(Document.prototype, 'importNode');
    const before = document.querySelectorAll('*').length;
    expect(read(PAGE, 'text/html').verdict).toBe('verbatim');
    expect('ran' in globalThis).toBe(false);
    expect(adopted).not.toHaveBeenCalled();
    expect(imported).not.toHaveBeenCalled();
    expect(document.querySelectorAll('*')).toHaveLength(before);
    const asked = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(asked.filter((name) => name.includes('never-asked'))).toEqual([]);
  });

  test('leaves no nodes behind, however many are read', async () => {
    const session = cdp() as unknown as {
      send(method: string): Promise<{ readonly nodes: number }>;
    };
    const nodesNow = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Memory.getDOMCounters')).nodes;
    };
    const page = `${PAGE}${`<p>${FILLER}</p>`.repeat(500)}`;
    read(page, 'text/html');
    const before = await nodesNow();
    for (let count = 0; count < 40; count++) read(page, 'text/html');
    // One page has over a thousand.
    expect((await nodesNow()) - before).toBeLessThan(1_000);
  });
});
