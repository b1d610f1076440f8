import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { checkJob, runEvidence } from '@/entrypoints/background/check-job';
import { offscreenRequests, type PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import { PASSES } from '@/utils/model/evidence';
import { judgePage } from '@/utils/page/judge-page';
import type { Library } from '@/utils/storage/library';
import {
  attachmentOf,
  captureOf,
  id,
  jobOf,
  must,
  newLibrary,
  REPORT,
  runOf,
} from './storage/sample-evidence';

let library: Library;
let html: string;

vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => '2026-05-04T09:00:00.000Z',
  useLibrary: <T>(act: (opened: Library) => T) => act(library),
}));
vi.mock('@/entrypoints/background/render-page', () => ({}));
vi.mock('@/entrypoints/background/captured-length', () => ({ capturedLength: async () => null }));
vi.mock('@/entrypoints/background/page-text', () => ({}));
vi.mock('@/utils/platform/settings', () => ({
  readReadingOptions: async () => ({ render: false, privateHosts: [] }),
  readArchiveOptions: async () => ({ timeGate: null, hosts: [] }),
}));
vi.mock('@/entrypoints/background/fetch-through', () => ({
  fetchThrough: async (asked: PageToRead) => {
    // Parses the request as the reader of pages does.
    const page = offscreenRequests['page.read'].parse(structuredClone(asked));
    const { url: finalUrl, requestedUrl, quotes } = page;
    const answer = { requestedUrl, finalUrl, status: 200, contentType: 'text/html' };
    const read = judgePage(html, answer, quotes);
    const judgements = read.judgements.map((each, at) => ({
      ...each,
      clipId: quotes[at]!.clipId,
    }));
    return {
      kind: 'read',
      finalUrl,
      value: { ...read, status: 200, retryAfter: null, judgements },
    };
  },
}));

/** Checks clip 1, which is of an image, on a page. */
async function flagsOn(body: string): Promise<readonly string[]> {
  html = `<!doctype html><title>Page</title>${body}`;
  const evidence = runEvidence(must(await library.loadEvidence(REPORT)));
  const run = runOf(1);
  const { outcome } = await checkJob(run, jobOf(1, run, [id<'clip'>(2_001)]), evidence);
  const [check] = outcome.checks;
  expect(PASSES).toContain(check?.verdict);
  return check?.flags ?? [];
}

beforeEach(async () => {
  ({ library } = await newLibrary());
  const capture = await captureOf(1);
  must(
    await library.saveCapture({
      ...capture,
      clip: { ...capture.clip, kind: 'image' },
      attachments: [attachmentOf(1)],
    }),
  );
});

test('a check of an image says that the page has only its caption', async () => {
  const [pin] = must(await library.loadEvidence(REPORT)).pins;
  const words = `<p>${pin!.quote}</p>`;
  expect(await flagsOn(words)).toContain('image-gone');
  expect(await flagsOn(`<img src="${attachmentOf(1).url}">${words}`)).not.toContain('image-gone');
});
