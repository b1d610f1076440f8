import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { ExportPart, ExportTask } from '@/utils/report/export-task';
import { TaskJoiner, type TaskPart } from '@/utils/report/task-parts';
import { writeExport } from '@/utils/report/write-export';

/** Time in milliseconds after which the Worker hands over the parts that it has written. */
const PACE = 100;

export type ExportService = ReturnType<typeof exportService>;

/** Writes reports in a Worker, one at a time. A report arrives in parts, and its text leaves in parts. */
export function exportService() {
  let joiner = new TaskJoiner();
  let task: ExportTask | null = null;
  return {
    take: (part: TaskPart): Result<undefined, Failure> => {
      task = joiner.add(part);
      if (task !== null) joiner = new TaskJoiner();
      return ok(undefined);
    },
    /** @param onParts Called with the parts written since the last call. The writing waits for it. */
    write: async (
      onParts: (parts: readonly ExportPart[]) => void | Promise<void>,
    ): Promise<Result<undefined, Failure>> => {
      if (task === null) throw new Error('No whole report was handed over.');
      const written = writeExport(task);
      task = null;
      let parts: ExportPart[] = [];
      let told = performance.now();
      for (const part of written) {
        parts.push(part);
        if (performance.now() - told < PACE) continue;
        await onParts(parts);
        parts = [];
        told = performance.now();
      }
      await onParts(parts);
      return ok(undefined);
    },
  };
}
