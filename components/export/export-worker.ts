import { messageOf } from '@/utils/model/failure';
import type { ExportTask } from '@/utils/report/export-task';
import { TaskJoiner, type TaskPart } from '@/utils/report/task-parts';
import { writeExport } from '@/utils/report/write-export';
import type { WorkerAnswer } from './write-report';

/** Milliseconds between two words on how far it is. */
const PACE = 100;

/** Makes this Worker write reports, one at a time, each handed over in parts, and given back so. */
export function serveExport(): void {
  let joiner = new TaskJoiner();
  addEventListener('message', ({ data }: MessageEvent<TaskPart>) => {
    const task = joiner.add(data);
    if (task === null) return answer({ kind: 'ready' });
    joiner = new TaskJoiner();
    answer(write(task));
  });
}

function answer(words: WorkerAnswer): void {
  postMessage(words);
}

function write(task: ExportTask): WorkerAnswer {
  let told = performance.now();
  try {
    for (const part of writeExport(task)) {
      answer({ kind: 'part', part });
      if (performance.now() - told < PACE) continue;
      told = performance.now();
      answer({ kind: 'progress', done: part.done, total: part.total });
    }
    return { kind: 'written' };
  } catch (cause) {
    return { kind: 'failed', detail: messageOf(cause) };
  }
}
