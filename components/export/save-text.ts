import type { Acts } from '@/components/state/acts';
import { fileName } from '@/components/state/export-report';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { FORMAT_LOOK } from './export-formats';

/** Saves a text as a file. The file name has the title and the date. */
export function saveText(
  acts: Pick<Acts, 'download'>,
  format: keyof typeof FORMAT_LOOK,
  title: string,
  text: string,
): Promise<Result<undefined, Failure>> {
  return save(acts, format, title, text, `${FORMAT_LOOK[format].type};charset=utf-8`);
}

/** Saves a file that is no text. */
export function saveFile(
  acts: Pick<Acts, 'download'>,
  format: keyof typeof FORMAT_LOOK,
  title: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<undefined, Failure>> {
  return save(acts, format, title, bytes, FORMAT_LOOK[format].type);
}

function save(
  acts: Pick<Acts, 'download'>,
  format: keyof typeof FORMAT_LOOK,
  title: string,
  content: BlobPart,
  type: string,
): Promise<Result<undefined, Failure>> {
  const { extension } = FORMAT_LOOK[format];
  return acts.download(fileName(title, extension, new Date()), new Blob([content], { type }));
}
