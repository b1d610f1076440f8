import { serveBundle } from '../export/bundle-worker';
import { serveExport } from '../export/export-worker';
import { serveImport } from '../import/import-worker';
import { serveReview } from '../review/report/review-worker';

/*
 * The one script of every Worker; a Worker's name says what it does. Workers are bundled each
 * for itself: three scripts would ship the document, the schemas and the Markdown reader thrice.
 */
const WORK: Readonly<Record<string, () => void>> = {
  import: serveImport,
  export: serveExport,
  bundle: serveBundle,
  review: serveReview,
};

WORK[self.name]?.();
