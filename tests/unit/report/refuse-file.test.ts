import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readReportFile } from '@/utils/report/refuse-file';
import { column, makePdf } from '../../fixtures/make-pdf';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => new Uint8Array(values);

describe('a file that is no report is refused with the advice that fits', () => {
  test.each<readonly [name: string, file: string, content: Uint8Array, code: string]>([
    ['an empty file', 'report.md', bytes(), 'file_empty'],
    ['white space alone', 'report.md', utf8(' \n\t\r\n'), 'file_empty'],
    ['a byte order mark alone', 'report.md', utf8('\ufeff\n'), 'file_empty'],
    [
      'a PDF',
      'report.pdf',
      new Uint8Array(makePdf({ pages: [column(['The lake'])] })),
      'file_is_pdf',
    ],
    ['a PDF with another name', 'report.md', utf8('%PDF-1.7\n%âãÏÓ\n'), 'file_is_pdf'],
    ['a Word document', 'report.docx', bytes(0x50, 0x4b, 3, 4, 20, 0), 'file_is_document'],
    ['an old Word document', 'report.doc', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'file_is_document'],
    ['rich text', 'report.rtf', utf8('{\\rtf1\\ansi The lake}'), 'file_is_document'],
    ['a picture', 'chart.png', bytes(0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa), 'file_is_image'],
    ['a photograph', 'chart.jpg', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0x10), 'file_is_image'],
    ['a drawing', 'chart.svg', utf8('<svg xmlns="x"><text>The lake</text></svg>'), 'file_is_image'],
    ['JSON', 'data.json', utf8('{"title": "The lake"}'), 'file_is_json'],
    ['JSON with another name', 'data.txt', utf8('[\n{"a": 1}\n]\n'), 'file_is_json'],
    ['JSON named as a bundle', 'lake.pincite-bundle', utf8('{"a": 1}'), 'file_not_own'],
    ['a text named as a backup', 'lake.pincite', utf8('The lake rose.'), 'file_not_own'],
    ['bytes named as a bundle', 'lake.pincite-bundle', bytes(0x1f, 0, 1, 2), 'file_not_own'],
    ['BibTeX', 'lake.bib', utf8('@misc{lake2025,\n  title = {T}\n}'), 'file_is_references'],
    ['BibTeX with another name', 'l.txt', utf8('@misc{lake,\n title={T}}'), 'file_is_references'],
    ['RIS', 'lake.ris', utf8('TY  - ELEC\r\nTI  - T\r\nER  - \r\n'), 'file_is_references'],
    ['a table', 'lake.csv', utf8('a,b\n1,2\n'), 'file_is_table'],
    ['bytes of no known kind', 'lake.bin', bytes(1, 0, 2, 0), 'file_not_text'],
    ['Latin-1', 'lake.md', bytes(0x66, 0xe9, 0x76), 'file_broken_text'],
  ])('%s', (_name, file, content, code) => {
    const read = readReportFile(file, content);
    expect(read.ok ? 'read' : read.error.code).toBe(code);
  });
});

describe('a text is read, whatever it looks like', () => {
  test.each([
    ['a link at the beginning', 'report.md', '[The lake](https://lake.example/) rose.'],
    ['a definition alone', 'report.md', '[1]: https://lake.example/'],
    ['a checkbox', 'report.md', '[ ] Ask the gauge\n[x] Done'],
    ['braces', 'report.md', '{The lake} rose {again}'],
    ['an HTML page', 'report.html', '<!doctype html><p>The lake rose.</p>'],
    ['a report that quotes BibTeX', 'report.md', 'As in\n\n@misc{lake,\n title={T}}'],
    ['a report about PDF', 'report.md', 'A file begins with %PDF-1.7.'],
    ['a name without an extension', 'README', 'The lake rose.'],
  ])('%s', (_name, file, text) => {
    expect(readReportFile(file, utf8(text))).toEqual({ ok: true, value: text });
  });

  test('every report of the fixtures', () => {
    const folder = 'tests/fixtures/reports';
    const names = readdirSync(folder).filter((name) => /\.(?:md|txt|html)$/.test(name));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      expect(readReportFile(name, readFileSync(`${folder}/${name}`)).ok, name).toBe(true);
    }
  });
});
