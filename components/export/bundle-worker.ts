import { failure, messageOf } from '@/utils/model/failure';
import { encodeRecords } from '@/utils/storage/encode-import';
import { insertBundle, ownReportId } from '@/utils/storage/insert-bundle';
import { type OpenedBundle, type OpenedFile, readBundle } from '@/utils/storage/read-bundle';
import type { BundleAnswer, BundleSummary, BundleTask } from './bundle-task';

/** What was opened last. */
let bundle: OpenedBundle | null = null;

/** Makes this Worker open bundles, and pack what is to be stored of one. */
export function serveBundle(): void {
  addEventListener('message', ({ data }: MessageEvent<BundleTask>) => {
    void work(data)
      .catch((cause: unknown): BundleAnswer => {
        const detail = messageOf(cause);
        return { kind: 'failed', failure: failure('unexpected', detail) };
      })
      .then((answer) => {
        const moved = answer.kind === 'packed' ? answer.pieces.map(({ buffer }) => buffer) : [];
        postMessage(answer, { transfer: moved });
      });
  });
}

async function work(task: BundleTask): Promise<BundleAnswer> {
  if (task.kind === 'open') {
    const opened = await readBundle(task.file);
    if (!opened.ok) return { kind: 'failed', failure: opened.error };
    bundle = opened.value.kind === 'backup' ? null : opened.value;
    return { kind: 'opened', summary: summaryOf(opened.value) };
  }
  if (bundle === null) return { kind: 'failed', failure: failure('not_found') };
  const prepared = insertBundle(bundle, task.place);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of encodeRecords(prepared, task.place.at)) pieces.push(piece);
  const { reportId, inserted } = prepared;
  return { kind: 'packed', pieces, reportId, inserted };
}

function summaryOf(opened: OpenedFile): BundleSummary {
  if (opened.kind === 'backup') return { kind: 'backup' };
  const { kind, header, content, evidence, images } = opened;
  const count = (store: (typeof evidence)[number]['store']) =>
    evidence.filter((entry) => entry.store === store).length;
  return {
    kind,
    header,
    sections: content.sections.length,
    statements: content.statements.length,
    citations: content.citations.length,
    clips: count('clips'),
    sources: count('sources'),
    snapshots: count('snapshots'),
    images,
    checks: count('checks'),
    ownReportId: ownReportId(opened),
  };
}
