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
  const { extension, type } = FORMAT_LOOK[format];
  const blob = new Blob([text], { type: `${type};charset=utf-8` });
  return acts.download(fileName(title, extension, new Date()), blob);
}
