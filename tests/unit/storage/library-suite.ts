import { afterEach, vi } from 'vitest';
import { captureTests } from './capture-suite';
import { purgeTests } from './purge-suite';
import { readingTests } from './reading-suite';
import { reportTests } from './report-suite';
import { runTests } from './run-suite';

/**
 * The requirements for the library with any IndexedDB. They run with one in Node and in real
 * browsers.
 */
export function libraryTests(): void {
  afterEach(() => vi.restoreAllMocks());

  captureTests();
  reportTests();
  runTests();
  purgeTests();
  readingTests();
}
