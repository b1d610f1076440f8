import { afterEach, expect, test } from 'vitest';
import { imageTypeOf } from '@/utils/model/image-type';
import { readImage } from '@/utils/page/read-image';

const MOST = 10_000_000;

async function canvasBlob(width: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = width;
  canvas.getContext('2d')?.fillRect(0, 0, width / 2, width / 2);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No blob.')) : resolve(blob)));
  });
}

async function imageOf(url: string): Promise<HTMLImageElement> {
  const image = document.createElement('img');
  image.src = url;
  document.body.append(image);
  await image.decode().catch(() => undefined);
  return image;
}

afterEach(() => document.querySelector('body > img')?.remove());

test('of the page’s own is read as it is served, byte for byte', async () => {
  const blob = await canvasBlob(20);
  const image = await imageOf(URL.createObjectURL(blob));
  const read = await readImage(image, MOST);
  expect(read).toMatchObject({ copy: 'file' });
  expect(read.bytes).toEqual(new Uint8Array(await blob.arrayBuffer()));
});

test('in a data address is read', async () => {
  const canvas = document.createElement('canvas');
  const image = await imageOf(canvas.toDataURL('image/webp'));
  const read = await readImage(image, MOST);
  expect(read.bytes && imageTypeOf(read.bytes)).toBe('image/webp');
});

test('whose address is no longer valid is drawn again', async () => {
  const url = URL.createObjectURL(await canvasBlob(20));
  const image = await imageOf(url);
  URL.revokeObjectURL(url);
  const read = await readImage(image, MOST);
  expect(read).toMatchObject({ copy: 'shown' });
  expect(read.bytes && imageTypeOf(read.bytes)).toBe('image/png');
});

test('of a canvas is the picture that is drawn on it', async () => {
  const canvas = document.createElement('canvas');
  expect(await readImage(canvas, MOST)).toMatchObject({ copy: 'shown' });
});

test('of more bytes than are wanted is refused, whichever way it is read', async () => {
  const url = URL.createObjectURL(await canvasBlob(20));
  expect(await readImage(await imageOf(url), 20)).toEqual({ bytes: null, why: 'too-large' });
  const canvas = document.createElement('canvas');
  expect(await readImage(canvas, 20)).toEqual({ bytes: null, why: 'too-large' });
});

test('that never loaded is reported', async () => {
  const url = URL.createObjectURL(await canvasBlob(20));
  URL.revokeObjectURL(url);
  expect(await readImage(await imageOf(url), MOST)).toEqual({ bytes: null, why: 'not-loaded' });
});

test('with an invalid address counts as never loaded', async () => {
  expect(await readImage(await imageOf('//'), MOST)).toEqual({ bytes: null, why: 'not-loaded' });
});
