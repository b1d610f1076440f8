import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '@/utils/model/attachment';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { ImageAbout } from './image-facts';

export interface ShownImage {
  readonly about: ImageAbout;
  /** A `blob:` URL that is valid while the image is shown. Null for an image without bytes. */
  readonly url: string | null;
}

/** How near to the visible area an image is loaded. */
const NEAR = '400px';

/**
 * Loads the images of a clip when they come near the visible area, and releases them with the
 * component.
 * @param ids The ids of the images. They are loaded again when an image is added or removed.
 */
export function useClipImages(
  place: RefObject<HTMLElement | null>,
  load: () => Promise<Result<readonly Attachment[], Failure>>,
  ids: readonly string[],
): Result<readonly ShownImage[], Failure> | null {
  const [near, setNear] = useState(false);
  const [shown, setShown] = useState<Result<readonly ShownImage[], Failure> | null>(null);
  const latest = useRef(load);
  latest.current = load;
  const which = ids.join();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);

  useEffect(() => {
    if (!near) return;
    let left = false;
    let urls: string[] = [];
    void latest.current().then((found) => {
      if (left) return;
      if (!found.ok) return setShown(found);
      const images = found.value.map((attachment) => {
        // Only the URL keeps the bytes from here on. A second copy would fill the memory.
        const { bytes, ...about } = attachment;
        return { about: { ...about, size: bytes.length }, url: urlOf(attachment) };
      });
      urls = images.flatMap(({ url }) => url ?? []);
      setShown(ok(images));
    });
    return () => {
      left = true;
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, [near, which]);

  return shown;
}

/**
 * Makes a URL whose media type is that of the bytes, so that the browser shows an image or nothing.
 * An SVG image opened in a tab is a document. A `blob:` URL would give that document the origin of
 * the extension, so an SVG image gets a `data:` URL.
 */
function urlOf({ bytes, mediaType }: Attachment): string | null {
  if (mediaType === null || bytes.length === 0) return null;
  if (mediaType === 'image/svg+xml') {
    let data = '';
    for (const byte of bytes) data += `%${byte.toString(16).padStart(2, '0')}`;
    return `data:${mediaType},${data}`;
  }
  return URL.createObjectURL(new Blob([bytes], { type: mediaType }));
}
