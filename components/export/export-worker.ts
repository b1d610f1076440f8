import type { ExportTask } from '@/utils/report/export-task';
import { writeExport } from '@/utils/report/write-export';
import type { WorkerAnswer } from './write-report';

/** Milliseconds between two words on how far it is. */
const PACE = 100;

/** Makes this Worker write reports, one at a time. */
export function serveExport(): void {
  addEventListener('message', ({ data }: MessageEvent<ExportTask>) => {
    void write(data).then((answer) => postMessage(answer));
  });
}

async function write(task: ExportTask): Promise<WorkerAnswer> {
  let told = performance.now();
  try {
    const written = await writeExport(task, (done, total) => {
      if (performance.now() - told < PACE) return;
      told = performance.now();
      const answer: WorkerAnswer = { kind: 'progress', done, total };
      postMessage(answer);
    });
    return { kind: 'written', written };
  } catch (cause) {
    return { kind: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
  }
}
