import { afterEach, vi } from 'vitest';
import { captureTests } from './capture-suite';
import { purgeTests } from './purge-suite';
import { readingTests } from './reading-suite';
import { reportTests } from './report-suite';
import { runTests } from './run-suite';

/** What the library must do on any IndexedDB; run on a pure one in Node and in real browsers. */
export function libraryTests(): void {
  afterEach(() => vi.restoreAllMocks());

  captureTests();
  reportTests();
  runTests();
  purgeTests();
  readingTests();
}
