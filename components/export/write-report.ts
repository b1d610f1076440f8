import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { writeExport } from '@/utils/report/write-export';
import type { WriteReport } from './use-written';

export const writeReport: WriteReport = async (task, { signal }) => {
  try {
    const written = await writeExport(task);
    return signal.aborted ? null : ok(written);
  } catch (cause) {
    return err(failure('unexpected', cause instanceof Error ? cause.message : undefined));
  }
};
