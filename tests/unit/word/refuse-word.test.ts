import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readReportFile } from '@/utils/report/refuse-file';
import { PACKAGE_LIMITS } from '@/utils/word/open-package';
import { readWord } from '@/utils/word/read-word';
import { contentTypes, makeWord, paragraph, part, run } from '../../fixtures/make-word';

const BODY = paragraph('It rose by noon.');

async function outcome(bytes: Uint8Array): Promise<string> {
  const read = await readWord(bytes);
  return read.ok ? read.value.html : read.error.code;
}

const documentOf = (xml: string) =>
  makeWord({ body: '', parts: { 'word/document.xml': strToU8(xml) } });

/** Returns the package with another size for its first entry of that name in the directory. */
function claiming(bytes: Uint8Array, name: string, size: number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const wanted = strToU8(name);
  for (let at = 0; at + 46 < changed.length; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    if (!wanted.every((byte, offset) => changed[at + 46 + offset] === byte)) continue;
    view.setUint32(at + 24, size, true);
  }
  return changed;
}

describe('a file that is no plain Word document is refused with the advice that fits', () => {
  const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  test.each<readonly [name: string, bytes: Uint8Array, code: string]>([
    ['an archive', zipSync({ 'a.txt': strToU8('The lake') }), 'file_is_document'],
    [
      'an OpenDocument text',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }),
      'file_is_document',
    ],
    [
      'a table of Excel',
      makeWord({
        body: BODY,
        parts: {
          '[Content_Types].xml': strToU8(
            contentTypes(
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
            ),
          ),
        },
      }),
      'file_is_document',
    ],
    [
      'a document of the type with macros',
      makeWord({ body: BODY, parts: { '[Content_Types].xml': strToU8(contentTypes(macro)) } }),
      'word_macros',
    ],
    [
      'a document with a macro under another type',
      makeWord({ body: BODY, parts: { 'word/vbaProject.bin': strToU8('Sub') } }),
      'word_macros',
    ],
    ['a package that is cut off', makeWord({ body: BODY }).slice(0, 900), 'word_broken'],
    [
      'a package without its text',
      zipSync({ '[Content_Types].xml': strToU8(contentTypes()) }),
      'word_broken',
    ],
    ['XML that ends early', documentOf(part('document', '<w:body><w:p>')), 'word_broken'],
    ['text that is no XML', documentOf('The lake rose.'), 'word_broken'],
    [
      'entities that grow',
      documentOf(
        `<!DOCTYPE d [<!ENTITY a "lake"><!ENTITY b "&a;&a;&a;&a;">]>${part('document', `<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>`)}`,
      ),
      'word_broken',
    ],
    [
      'an entity that names a file',
      documentOf(
        `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>${part('document', `<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>`)}`,
      ),
      'word_broken',
    ],
    [
      'a document type in UTF-16',
      makeWord({
        body: '',
        parts: {
          'word/document.xml': new Uint8Array([
            ...[0xff, 0xfe],
            ...[...'<!DOCTYPE d>'].flatMap((letter) => [letter.charCodeAt(0), 0]),
          ]),
        },
      }),
      'word_broken',
    ],
    [
      'bytes that are not UTF-8',
      makeWord({ body: '', parts: { 'word/document.xml': new Uint8Array([0x3c, 0xe9, 0x3e]) } }),
      'word_broken',
    ],
    [
      'elements nested a thousand times',
      documentOf(part('document', '<w:sdt>'.repeat(1000) + '</w:sdt>'.repeat(1000))),
      'word_too_large',
    ],
    [
      'more entries than a document has',
      makeWord({
        body: BODY,
        parts: Object.fromEntries(
          Array.from({ length: PACKAGE_LIMITS.entries }, (_, at) => [
            `word/media/${at}`,
            new Uint8Array(),
          ]),
        ),
      }),
      'word_too_large',
    ],
  ])('%s', async (_name, bytes, code) => {
    expect(await outcome(bytes)).toBe(code);
  });

  describe('a package that unpacks to more than a report has', () => {
    const spaces = new Uint8Array(PACKAGE_LIMITS.unpacked + 1).fill(0x20);
    const text = strToU8(part('document', `<w:body>${BODY}</w:body>`));
    const long = new Uint8Array(spaces.length + text.length);
    long.set(text);
    long.set(spaces, text.length);
    const bomb = makeWord({ body: '', parts: { 'word/document.xml': [long, { level: 1 }] } });

    test('is refused by its directory', async () => {
      expect(bomb.length).toBeLessThan(2_000_000);
      expect(await outcome(bomb)).toBe('word_too_large');
    });

    test('is cut off at the size in its directory if it has more', async () => {
      const whole = claiming(bomb, 'word/document.xml', text.length);
      expect(await outcome(whole)).toBe('<p>It rose by noon.</p>');
      expect(await outcome(claiming(bomb, 'word/document.xml', text.length - 9))).toBe(
        'word_broken',
      );
    });

    test('is read if only a picture is large, which is never unpacked', async () => {
      const parts: Zippable = { 'word/media/image1.png': [spaces, { level: 1 }] };
      expect(await outcome(makeWord({ body: BODY, parts }))).toBe('<p>It rose by noon.</p>');
    });
  });

  test('tags without an end are counted in linear time', async () => {
    const bytes = documentOf('<'.repeat(1_900_000));
    const { milliseconds } = await measured(() => outcome(bytes));
    expect(milliseconds).toBeLessThan(3_000);
  });

  test.each([
    ['an encrypted document', 'report.docx', 'EncryptedPackage', 'word_locked'],
    ['an old Word file', 'report.doc', 'WordDocument', 'file_is_document'],
  ])('%s', (_name, file, stream, code) => {
    const bytes = new Uint8Array(4096);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(
      [...stream].flatMap((letter) => [letter.charCodeAt(0), 0]),
      1024,
    );
    const read = readReportFile(file, bytes);
    expect(read.ok ? 'read' : read.error.code).toBe(code);
  });
});

/** Runs a task and measures its processor time. */
async function measured<T>(task: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const before = process.cpuUsage();
  const value = await task();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1000 };
}

describe('nothing outside of the document is loaded', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('not its template, its linked pictures, its frames, or its embedded documents', async () => {
    const fetched = vi.fn((_address: string) => Promise.reject(new Error('No.')));
    vi.stubGlobal('fetch', fetched);
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const targets = [
      'attachedTemplate',
      'image',
      'frame',
      'oleObject',
      'subDocument',
      'aFChunk',
    ].map(
      (kind) =>
        `<Relationship Id="r${kind}" Type="${type}/${kind}" Target="https://attacker.example/${kind}" TargetMode="External"/>`,
    );
    const a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
    const pic = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
    const wp = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"';
    const drawing = `<w:r><w:drawing><wp:inline ${wp}><wp:docPr descr="A lake"/><a:graphic ${a}><a:graphicData><pic:pic ${pic}><pic:blipFill><a:blip r:link="rimage"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
    const bytes = makeWord({
      body: `${paragraph(`${run('It rose.')}${drawing}`)}<w:altChunk r:id="raFChunk"/>`,
      parts: {
        'word/_rels/document.xml.rels': strToU8(
          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join('')}</Relationships>`,
        ),
      },
    });
    const html = await outcome(bytes);
    expect(html).toContain('It rose.');
    expect(html).not.toContain('attacker.example');
    // What an earlier file left unfinished may fetch, too.
    const addresses = fetched.mock.calls.map(([address]) => address.toString());
    expect(addresses.filter((address) => address.includes('attacker.example'))).toEqual([]);
  });

  test('style rules in the document are not followed', async () => {
    const bytes = makeWord({
      body: BODY,
      parts: {
        'mammoth/style-map': strToU8("p => img[src='https://attacker.example/']"),
        'mammoth/style-map.xml': strToU8('<a/>'),
      },
    });
    expect(await outcome(bytes)).toBe('<p>It rose by noon.</p>');
  });

  test('names of parts and styles that objects have stay names', async () => {
    const bytes = makeWord({
      body: paragraph('It rose.', '__proto__') + paragraph('It fell.', 'constructor'),
      parts: { 'word/constructor.xml': strToU8('<a/>') },
    });
    expect(await outcome(bytes)).toBe('<p>It rose.</p><p>It fell.</p>');
  });
});
