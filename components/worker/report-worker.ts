import { serveReview } from '@/components/review-report/review-worker';
import type { WorkerName } from '@/components/state/start-worker';
import { serveBundle } from '../export/bundle-worker';
import { serveExport } from '../export/export-worker';
import { serveImport } from '../import/import-worker';
import { serveHints } from '../review/hint-worker';

/*
 * The one script of every Worker; a Worker's name says what it does. It shares its chunks with
 * the pages: what it imports, however indirectly, must not touch the DOM when it is evaluated.
 */
const WORK: Readonly<Record<WorkerName, () => void>> = {
  import: serveImport,
  export: serveExport,
  bundle: serveBundle,
  review: serveReview,
  hints: serveHints,
};

new Map(Object.entries(WORK)).get(self.name)?.();
