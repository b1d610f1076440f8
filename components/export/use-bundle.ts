import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { fileName } from '@/components/state/export-report';
import { formatBytes } from '@/components/ui/format';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import type { SectionId } from '@/utils/model/ids';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { ReviewLedger } from '@/utils/model/review-ledger';
import type { BundleOptions, BundleParts, LibraryReader } from '@/utils/storage/read';
import { FORMAT_LOOK } from './export-formats';
import { type TextsWork, useTextsToCome } from './TextsToCome';

export type BundleTicks = BundleOptions['include'];
export type BundleTick = keyof BundleTicks;

/** Only the passages. The user must tick everything else for each bundle. */
const NOTHING: BundleTicks = {
  snapshots: false,
  notes: false,
  signedInText: false,
  checks: false,
  images: false,
};

export type BundleState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'writing'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface BundleWork {
  readonly ticks: BundleTicks;
  readonly tick: (name: BundleTick, on: boolean) => void;
  /** What the bundle could contain; null while it is being measured. */
  readonly parts: BundleParts | null;
  readonly state: BundleState;
  /** The texts of pages that are downloaded before the bundle is written. */
  readonly texts: TextsWork;
  /** The number of texts that are only on a team's server, whatever is ticked. */
  readonly toCome: number;
  readonly download: () => void;
  readonly cancel: () => void;
}

interface BundleScope {
  readonly acts: Pick<Acts, 'download' | 'readSettings'>;
  readonly reader: LibraryReader | null;
  readonly replica: ReportReplica;
  readonly ledger: ReviewLedger;
  readonly sectionId: SectionId | null;
  /** The title for the file name. */
  readonly title: string;
  /** Nothing is measured while another format is chosen. */
  readonly active: boolean;
  /** Called with how a download ended. Shows it if the sheet was closed before. */
  readonly onEnded: (text: string) => void;
}

/** Writes a report or a section as a bundle for another installation of Pincite. */
export function useBundle(scope: BundleScope): BundleWork {
  const { reader, replica, sectionId, active } = scope;
  const [ticks, setTicks] = useState<BundleTicks>(NOTHING);
  const [parts, setParts] = useState<BundleParts | null>(null);
  const [state, setState] = useState<BundleState>({ kind: 'ready' });
  const stop = useRef<AbortController | null>(null);

  useEffect(() => {
    if (!active || reader === null) return;
    const left = new AbortController();
    setParts(null);
    setState({ kind: 'ready' });
    void replica
      .flush()
      .then(() => {
        const of = { reportId: replica.reportId, sectionIds: idsOf(sectionId) };
        return reader.bundleParts(of, left.signal);
      })
      .then((measured) => {
        if (left.signal.aborted) return;
        if (measured.ok) setParts(measured.value);
        else setState({ kind: 'failed', failure: measured.error });
      });
    return () => left.abort();
  }, [active, reader, replica, sectionId]);
  const ofPart = { teamId: null, reportId: replica.reportId, sectionIds: idsOf(sectionId) };
  const { count: toCome } = useTextsToCome(
    active ? { ...ofPart, checks: true, signedIn: true } : null,
  );
  const texts = useTextsToCome(
    active && ticks.snapshots
      ? { ...ofPart, checks: ticks.checks, signedIn: ticks.signedInText }
      : null,
  );

  return {
    ticks,
    tick: (name, on) => {
      setTicks({ ...ticks, [name]: on });
      setState({ kind: 'ready' });
    },
    parts,
    state,
    texts,
    toCome,
    download: () => {
      const controller = new AbortController();
      stop.current = controller;
      const write = async () => {
        if (!(await texts.get())) return;
        setState({ kind: 'writing', done: 0, total: null });
        const ended = await writeFile(scope, ticks, controller.signal, setState);
        setState(ended);
        if (ended.kind === 'done') scope.onEnded(downloadedWords(ended.bytes));
        if (ended.kind === 'failed') scope.onEnded(i18n.t(`failure_${ended.failure.code}`));
      };
      void write();
    },
    cancel: () => stop.current?.abort(),
  };
}

export function downloadedWords(bytes: number): string {
  return i18n.t('bundle_downloaded', [formatBytes(bytes)]);
}

function idsOf(sectionId: SectionId | null): SectionId[] | null {
  return sectionId === null ? null : [sectionId];
}

async function writeFile(
  { acts, reader, replica, ledger, sectionId, title }: BundleScope,
  include: BundleTicks,
  signal: AbortSignal,
  onState: (state: BundleState) => void,
): Promise<BundleState> {
  const { reportId } = replica;
  const failed = (problem: Failure): BundleState => ({ kind: 'failed', failure: problem });
  // The file is made from the stored data, so edits are stored first.
  if (reader === null || !(await replica.flush()) || !(await ledger.flush())) {
    return failed(failure('background_unreachable'));
  }
  const stream = await reader.bundle({
    reportId,
    sectionIds: idsOf(sectionId),
    include,
    by: include.checks ? (await acts.readSettings()).reviewer : null,
    createdAt: new Date().toISOString(),
    signal,
    onProgress: (done, total) => onState({ kind: 'writing', done, total }),
  });
  if (!stream.ok) return failed(stream.error);
  try {
    const blob = await new Response(stream.value).blob();
    const { extension } = FORMAT_LOOK.bundle;
    const saved = await acts.download(fileName(title, extension, new Date()), blob);
    return saved.ok ? { kind: 'done', bytes: blob.size } : failed(saved.error);
  } catch (cause) {
    if (signal.aborted) return { kind: 'ready' };
    return failed(failure('storage_unavailable', messageOf(cause)));
  }
}
