import type { OpenReport } from '@/components/state/use-report';
import type { Attachment } from '@/utils/model/attachment';
import type { ClipId } from '@/utils/model/ids';
import { imageExtension } from '@/utils/model/image-type';
import type { ExportFormat } from '@/utils/report/export-options';
import type { ExportTask, ImageFile, LeftOutImages } from '@/utils/report/export-task';
import { IMAGE_FOLDER, type WrittenImage } from '@/utils/report/written-image';
import type { LibraryReader } from '@/utils/storage/read';
import { dataAddress, type SmallImage, shrinkImage } from './shrink-image';
import type { WriteReport } from './use-written';

/** The most bytes of images in an export, by its format. The clipboard takes less than a file. */
const MOST_BYTES: Partial<Record<ExportFormat, number>> = {
  markdown: 64_000_000,
  html: 24_000_000,
  word: 24_000_000,
  'rich-text': 8_000_000,
};

interface LoadedImages {
  readonly written: readonly WrittenImage[];
  readonly files: ReadonlyMap<string, ImageFile>;
  readonly leftOut: LeftOutImages;
}

/** Returns the clips of a report that have images, in its order. */
export function clipsWithImages({ views }: Pick<OpenReport, 'views'>): ClipId[] {
  return [...views.values()].flatMap(({ clip, images }) => (images?.length ? clip.id : []));
}

/** Returns the number of images of a report's clips. */
export function countImages({ views }: Pick<OpenReport, 'views'>): number {
  return [...views.values()].reduce((sum, { images }) => sum + (images?.length ?? 0), 0);
}

/** What the images are read with. */
type ImageReader = Pick<LibraryReader, 'attachments'>;

/**
 * Returns a writer that reads the images of the report's clips before it writes, and adds those that
 * the text shows. One writer shrinks each image only once.
 */
export function writeWithImages(
  write: WriteReport,
  reader: ImageReader | null,
  clips: readonly ClipId[],
): WriteReport {
  const shrunk = new Map<Attachment['id'], Promise<SmallImage | null>>();
  return async (task, progress) => {
    const limit = MOST_BYTES[task.options.format];
    if (reader === null || limit === undefined || !task.options.images) {
      return write(task, progress);
    }
    const loaded = await loadImages(task, { reader, clips, limit, shrunk });
    if (progress.signal.aborted) return null;
    const done = await write({ ...task, images: loaded.written }, progress);
    if (done === null || !done.ok) return done;
    const { text } = done.value;
    const files = [...loaded.files.values()].filter(({ path }) => text.includes(`](${path})`));
    return { ok: true, value: { ...done.value, images: files, leftOut: loaded.leftOut } };
  };
}

interface LoadOptions {
  readonly reader: ImageReader;
  /** The clips that have images. */
  readonly clips: readonly ClipId[];
  readonly limit: number;
  readonly shrunk: Map<Attachment['id'], Promise<SmallImage | null>>;
}

async function loadImages(
  { report, options }: ExportTask,
  { reader, clips, limit, shrunk }: LoadOptions,
): Promise<LoadedImages> {
  const own = new Set(report.clips.map(({ id }) => id));
  const written: WrittenImage[] = [];
  const files = new Map<string, ImageFile>();
  const leftOut = { withoutCopy: 0, tooMany: 0 };
  let bytes = 0;
  for (const clipId of clips) {
    if (!own.has(clipId)) continue;
    const found = await reader.attachments(clipId);
    for (const attachment of found.ok ? found.value : []) {
      const small = shrunk.get(attachment.id) ?? shrinkImage(attachment);
      shrunk.set(attachment.id, small);
      const image = await small;
      if (image === null) leftOut.withoutCopy += 1;
      else if (bytes + image.bytes.length > limit) leftOut.tooMany += 1;
      else {
        const path = pathOf(attachment, image);
        if (!files.has(path)) bytes += image.bytes.length;
        files.set(path, { path, bytes: image.bytes });
        const data = options.format === 'markdown' ? '' : dataAddress(image);
        const { width, height } = image;
        const alt = attachment.alt || attachment.caption;
        written.push({ clipId, path, alt, data, size: { width, height } });
      }
    }
  }
  return { written, files, leftOut };
}

/** The file is named after the hash of its bytes, so equal images share one file in the folder. */
function pathOf({ hash }: Attachment, { mediaType }: SmallImage): string {
  return `${IMAGE_FOLDER}/${(hash ?? '').slice(0, 16)}.${imageExtension(mediaType)}`;
}
