import type { ExportTask } from '@/utils/report/export-task';
import { TaskJoiner, type TaskPart } from '@/utils/report/task-parts';
import { writeExport } from '@/utils/report/write-export';
import type { WorkerAnswer } from './write-report';

/** Milliseconds between two words on how far it is. */
const PACE = 100;

/** Makes this Worker write reports, one at a time, each handed over in parts. */
export function serveExport(): void {
  let joiner = new TaskJoiner();
  addEventListener('message', ({ data }: MessageEvent<TaskPart>) => {
    const task = joiner.add(data);
    if (task === null) return answer({ kind: 'ready' });
    joiner = new TaskJoiner();
    void write(task).then(answer);
  });
}

function answer(words: WorkerAnswer): void {
  postMessage(words);
}

async function write(task: ExportTask): Promise<WorkerAnswer> {
  let told = performance.now();
  try {
    const written = await writeExport(task, (done, total) => {
      if (performance.now() - told < PACE) return;
      told = performance.now();
      answer({ kind: 'progress', done, total });
    });
    return { kind: 'written', written };
  } catch (cause) {
    return { kind: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
  }
}
