import type { ClipId } from '@/utils/model/ids';
import type { Image, Paragraph } from './markup/mdast';
import { writableLine } from './write-nodes';

/** The folder of the images, beside a Markdown file. */
export const IMAGE_FOLDER = 'images';

/** An image of a clip as an export writes it. */
export interface WrittenImage {
  readonly clipId: ClipId;
  /** Its address in the text: a file in `IMAGE_FOLDER`. No two different images have the same. */
  readonly path: string;
  readonly alt: string;
  /** The image itself as a `data:` address, for HTML; '' for formats with a folder. */
  readonly data: string;
  /** In pixels. Only word processors need it. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Returns the paragraph of an image. */
export function imageBlock({ path, alt }: WrittenImage): Paragraph {
  const image: Image = { type: 'image', url: path, alt: writableLine(alt) };
  return { type: 'paragraph', children: [image] };
}

/** Groups images by their clips, in order. */
export function imagesByClip(
  images: readonly WrittenImage[] = [],
): ReadonlyMap<ClipId, readonly WrittenImage[]> {
  return Map.groupBy(images, ({ clipId }) => clipId);
}
