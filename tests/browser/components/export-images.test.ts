import { beforeAll, describe, expect, test, vi } from 'vitest';
import { writeWithImages } from '@/components/export/load-images';
import { shrinkImage } from '@/components/export/shrink-image';
import type { WriteReport } from '@/components/export/use-written';
import type { Attachment } from '@/utils/model/attachment';
import { type ClipId, newId } from '@/utils/model/ids';
import { imageTypeOf } from '@/utils/model/image-type';
import { ok } from '@/utils/model/result';
import { DEFAULT_EXPORT_OPTIONS, type ExportFormat } from '@/utils/report/export-options';
import type { ExportTask } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';

/** A picture of noise is as large as its pixels, whatever the format. */
async function picture(
  width: number,
  height: number,
  type: 'image/png' | 'image/jpeg' | 'image/webp',
  noise = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  if (noise) {
    const pixels = context.createImageData(width, height);
    fillRandomly(pixels.data);
    for (let alpha = 3; alpha < pixels.data.length; alpha += 4) pixels.data[alpha] = 255;
    context.putImageData(pixels, 0, 0);
  } else {
    context.fillStyle = '#c02030';
    context.fillRect(0, 0, width / 2, height);
  }
  const blob = await canvas.convertToBlob({ type });
  return new Uint8Array(await blob.arrayBuffer());
}

function fillRandomly(bytes: Uint8ClampedArray<ArrayBuffer>): void {
  const most = 65_536;
  for (let at = 0; at < bytes.length; at += most) {
    crypto.getRandomValues(bytes.subarray(at, at + most));
  }
}

function attached(bytes: Uint8Array<ArrayBuffer>, part: Partial<Attachment> = {}): Attachment {
  return {
    id: newId<'attachment'>(),
    clipId: newId<'clip'>(),
    kind: 'image',
    takenAt: '2026-05-02T10:00:00Z',
    url: 'https://lake.example/a.png',
    alt: 'The level',
    caption: '',
    width: 0,
    height: 0,
    copy: 'file',
    mediaType: imageTypeOf(bytes),
    hash: crypto.randomUUID().replaceAll('-', '').repeat(2),
    bytes,
    noImageReason: null,
    ...part,
  };
}

async function sizeOf(bytes: Uint8Array<ArrayBuffer>) {
  const { width, height } = await createImageBitmap(new Blob([bytes]));
  return { width, height };
}

describe('the copy of an image for an export', () => {
  test('of a small PNG is the file itself', async () => {
    const bytes = await picture(300, 200, 'image/png');
    expect(await shrinkImage(attached(bytes))).toEqual({
      ...{ bytes, mediaType: 'image/png' },
      ...{ width: 300, height: 200 },
    });
  });

  test('of a large image is at most 1,600 pixels wide', async () => {
    const small = await shrinkImage(attached(await picture(4_000, 1_000, 'image/png')));
    expect(small?.mediaType).toBe('image/png');
    expect(await sizeOf(small!.bytes)).toEqual({ width: 1_600, height: 400 });
  });

  test('of a photograph in any format is a JPEG of bounded size', async () => {
    const webp = await shrinkImage(attached(await picture(2_000, 1_500, 'image/webp', true)));
    expect(webp?.mediaType).toBe('image/jpeg');
    expect(webp!.bytes.length).toBeLessThan(3_000_000);
    expect(imageTypeOf(webp!.bytes)).toBe('image/jpeg');
  });

  test('of WebP is in a format that word processors show', async () => {
    const small = await shrinkImage(attached(await picture(300, 200, 'image/webp')));
    expect(small?.mediaType).toBe('image/png');
  });

  test('of SVG is a drawing, in which nothing runs', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>alert(1)</script><rect width="40" height="20" fill="red"/></svg>';
    const bytes = new TextEncoder().encode(svg);
    const small = await shrinkImage(attached(bytes, { width: 40, height: 20 }));
    expect(small?.mediaType).toBe('image/png');
    expect(await sizeOf(small!.bytes)).toEqual({ width: 40, height: 20 });
  });

  test('of a transparent image that becomes a JPEG has a white ground', async () => {
    const canvas = new OffscreenCanvas(1_200, 1_200);
    const context = canvas.getContext('2d')!;
    const pixels = context.createImageData(1_200, 600);
    fillRandomly(pixels.data);
    context.putImageData(pixels, 0, 600);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const small = await shrinkImage(attached(bytes));
    expect(small?.mediaType).toBe('image/jpeg');
    const read = new OffscreenCanvas(1, 1).getContext('2d')!;
    read.drawImage(await createImageBitmap(new Blob([small!.bytes])), 0, 0);
    const [red, green, blue] = read.getImageData(0, 0, 1, 1).data;
    for (const part of [red, green, blue]) expect(part).toBeGreaterThan(250);
  });

  test.each([
    ['no bytes', new Uint8Array()],
    ['damaged bytes', new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2, 3])],
  ])('is null for %s', async (_name, bytes) => {
    expect(await shrinkImage(attached(bytes))).toBeNull();
  });
});

describe('an export with images', () => {
  let small: Uint8Array<ArrayBuffer>;
  let noise: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    small = await picture(30, 20, 'image/png');
    noise = await picture(340, 340, 'image/png', true);
  });
  const clips = [newId<'clip'>(), newId<'clip'>()];

  function task(format: ExportFormat, images = true): ExportTask {
    const report = { clips: clips.map((id) => ({ id })) } as unknown as ExportTask['report'];
    const options = { ...DEFAULT_EXPORT_OPTIONS, format, images };
    return { report, checks: [], sectionId: null, options, images: [] };
  }

  /** Writes the addresses of the images that it gets. */
  const write = vi.fn<WriteReport>(async ({ images, options }) => {
    const joiner = new ExportJoiner(options.format);
    const text = images.map(({ path }) => `![](${path})`).join('\n');
    joiner.add({ of: 'text', text, done: 1, total: 1 });
    return ok(joiner.whole());
  });
  const progress = { onProgress: () => undefined, signal: new AbortController().signal };

  async function exported(format: ExportFormat, found: readonly Attachment[], images = true) {
    write.mockClear();
    const asked: ClipId[] = [];
    const attachments = async (id: ClipId) => {
      asked.push(id);
      return ok(found.filter(({ clipId }) => clipId === id));
    };
    const done = await writeWithImages(
      write,
      { attachments },
      clips,
    )(task(format, images), progress);
    if (done === null || !done.ok) throw new Error('It was not written.');
    return { ...done.value, asked, given: write.mock.lastCall?.[0].images ?? [] };
  }

  test('has files for Markdown, and equal images once', async () => {
    const hash = 'ab'.repeat(32);
    const { images, given, leftOut } = await exported('markdown', [
      attached(small, { clipId: clips[0]!, hash }),
      attached(small, { clipId: clips[1]!, hash }),
    ]);
    expect(images).toEqual([{ path: 'images/abababababababab.png', bytes: small }]);
    expect(given.map(({ data }) => data)).toEqual(['', '']);
    expect(leftOut).toEqual({ withoutCopy: 0, tooMany: 0 });
  });

  test('has data addresses for HTML, and reports what it lacks', async () => {
    const { given, leftOut } = await exported('html', [
      attached(small, { clipId: clips[0]! }),
      attached(new Uint8Array(), { clipId: clips[1]!, hash: null, noImageReason: 'other-site' }),
    ]);
    expect(given).toHaveLength(1);
    expect(given[0]?.data).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(leftOut).toEqual({ withoutCopy: 1, tooMany: 0 });
  });

  test('is bounded, and says how many images are too many', async () => {
    // Images of this size are not encoded again, which would take a second each.
    const many = Array.from({ length: 30 }, () => attached(noise, { clipId: clips[0]! }));
    const { given, leftOut } = await exported('rich-text', many);
    const bytes = given.reduce((sum, { data }) => sum + data.length, 0);
    expect(given.length).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(8_000_000 * 1.4);
    expect(leftOut.tooMany).toBe(30 - given.length);
    expect(leftOut.tooMany).toBeGreaterThan(0);
  });

  test.each([
    ['a format without text', 'csv', true],
    ['a report whose images are not wanted', 'html', false],
  ] as const)('reads no image for %s', async (_name, format, images) => {
    const { asked, given } = await exported(
      format,
      [attached(small, { clipId: clips[0]! })],
      images,
    );
    expect([asked, given]).toEqual([[], []]);
  });
});
