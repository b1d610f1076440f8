import { expose } from 'comlink';
import { bundleService } from '@/components/export/bundle-worker';
import { exportService } from '@/components/export/export-worker';
import { importService } from '@/components/import/import-worker';
import { hintService } from '@/components/review/hint-worker';
import { reviewService } from '@/components/review-report/review-worker';
import type { WorkerName } from '@/components/state/start-worker';

/*
 * The shared script of all Workers of reports. A Worker's name selects its service. The script
 * shares chunks with the pages, so nothing that it imports, directly or not, may use the DOM when
 * it is evaluated.
 */
const SERVICES: Readonly<Record<WorkerName, () => object>> = {
  import: importService,
  export: exportService,
  bundle: bundleService,
  review: reviewService,
  hints: hintService,
};

const service = new Map(Object.entries(SERVICES)).get(self.name);
if (service !== undefined) expose(service());
