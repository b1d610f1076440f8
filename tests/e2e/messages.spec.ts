import type { Page } from '@playwright/test';
import { newId } from '@/utils/model/ids';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { inClipperWorld } from './harness/isolated-world';
import { ARTICLE, clip, FRENCH, HIGHEST, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { storePassages } from './harness/store-clips';

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly detail?: string };
}

const to = (call: string, payload: unknown) => ({ to: 'background', call, payload });

/** Sends from a page of the extension. */
function send(page: Page, message: unknown): Promise<Answer> {
  return page.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
}

const reportId = newId<'report'>();

const WRONG_SHAPES: readonly (readonly [name: string, message: unknown])[] = [
  ['nothing', null],
  ['a word', 'report.create'],
  ['a list', [to('restore.begin', { expected: 'backup' })]],
  ['no address', { call: 'restore.begin', payload: { expected: 'backup' } }],
  [
    'an address that nobody has',
    { ...to('restore.begin', { expected: 'backup' }), to: 'everyone' },
  ],
  ['a call that nobody serves', to('report.destroy', {})],
  ['a call named like a property of every object', to('constructor', {})],
  ['a call named like a prototype', to('__proto__', {})],
  ['a call that is no string', { ...to('', {}), call: 7 }],
  ['no payload', { to: 'background', call: 'report.create' }],
  ['an id of another shape', to('report.create', { id: '1', title: 'A', language: 'en' })],
  ['a title that is no text', to('report.create', { id: reportId, title: {}, language: 'en' })],
  [
    'a title longer than any',
    to('report.create', { id: reportId, title: 'a'.repeat(1_001), language: 'en' }),
  ],
  ['an update that is no base64', to('report.update', { reportId, updates: [{ update: '%%%' }] })],
  ['clips that are no list', to('bin.purge', { reportId, clipIds: 'all' })],
  ['a tab that is no number', to('capture.start', { tabId: '1', clipPage: false })],
  ['a run of no report', to('run.start', { runId: reportId, clipIds: null })],
  ['a piece of a backup without a place', to('restore.chunk', { restoreId: 'a', bytes: '' })],
];

test.use({ inCommon: true });

test('every message of a wrong shape is rejected, and changes nothing', async ({ extension }) => {
  const options = await extension.openExtensionPage('options.html');
  await storePassages(options, 'My clips', [[ARTICLE, HIGHEST]]);
  const before = await dumpLibrary(options);
  for (const [name, message] of WRONG_SHAPES) {
    await test.step(name, async () => {
      expect(await send(options, message)).toMatchObject({
        ok: false,
        error: { code: 'bad_message' },
      });
    });
  }
  expect(await dumpLibrary(options)).toEqual(before);
  // The background continues to work.
  await clip(extension, ARTICLE, WEIR);
});

test('bytes that are no update of a report are refused, and the report opens as before', async ({
  extension,
}) => {
  const options = await extension.openExtensionPage('options.html');
  await storePassages(options, 'My clips', [[ARTICLE, HIGHEST]]);
  const before = await dumpLibrary(options);
  const [report] = before['reports'] as readonly { readonly id: string }[];
  for (const bytes of [[], [0], [255, 255, 255, 255, 255], [1, 2, 3, 4, 5, 6, 7, 8]]) {
    const updates = [{ update: Buffer.from(bytes).toString('base64') }];
    const answer = await send(options, to('report.update', { reportId: report?.id, updates }));
    expect(answer, `[${bytes}]`).toMatchObject({ ok: false, error: { code: 'bad_message' } });
  }
  expect(await dumpLibrary(options)).toEqual(before);
  const updates = [{ update: 'AAA=' }];
  const unknown = await send(options, to('report.update', { reportId, updates }));
  expect(unknown).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('a script in a page can use only its own port, and only for its own site', async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, { text: HIGHEST });
  const options = await extension.openExtensionPage('options.html');
  const before = await dumpLibrary(options);
  const sendFromPage = (message: unknown) =>
    inClipperWorld(
      page,
      extension.extensionId,
      `chrome.runtime.sendMessage(${JSON.stringify(message)})`,
    );
  const refused = (call: string) => ({ ok: false, error: { code: 'wrong_sender', detail: call } });

  for (const [call, payload] of [
    ['report.create', { id: reportId, title: 'Mine', language: 'en' }],
    ['restore.begin', { expected: 'backup' }],
    ['bin.purge', { reportId, clipIds: [] }],
    ['capture.start', { tabId: 1, clipPage: true }],
  ] as const) {
    expect(await sendFromPage(to(call, payload))).toEqual(refused(call));
  }
  // A page cannot ask for the clips of another site, nor for those of its own unless the user
  // allowed its site.
  for (const call of ['highlights.list', 'highlights.shown']) {
    const asked = to(call, { url: FRENCH, found: [] });
    expect(await sendFromPage(asked)).toEqual(refused(call));
  }
  expect(await sendFromPage(to('highlights.list', { url: ARTICLE }))).toEqual({
    ok: true,
    value: { allowed: false, clips: [] },
  });
  // A page of the extension sends a message of the clipper.
  const own = to('clip.keepBoth', { clipIds: [newId<'clip'>()] });
  expect(await send(options, own)).toEqual(refused('clip.keepBoth'));
  expect(await dumpLibrary(options)).toEqual(before);

  // Nobody listens to a port that the background has not asked for.
  const isClosed = await inClipperWorld(
    page,
    extension.extensionId,
    `new Promise((resolve) => {
      const port = chrome.runtime.connect({ name: 'an act that nobody began' });
      port.onDisconnect.addListener(() => resolve(true));
      port.postMessage({ of: 1, draft: {} });
    })`,
  );
  expect(isClosed).toBe(true);

  // Not for its own site either without a user act. The background rejects thousands of messages
  // without reading them.
  const answers = await inClipperWorld(
    page,
    extension.extensionId,
    `Promise.all(Array.from({ length: 300 }, () => chrome.runtime.sendMessage(${JSON.stringify(own)})))`,
  );
  const codes = (answers as { error: { code: string } }[]).map(({ error }) => error.code);
  expect(codes[0]).toBe('clip_unasked');
  expect(new Set(codes)).toEqual(new Set(['clip_unasked', 'too_many_requests']));
  expect(await dumpLibrary(options)).toEqual(before);
});

test('a script in a page can neither read nor change what the extension stores', async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, { text: HIGHEST });
  const attempt = (act: string) =>
    inClipperWorld(
      page,
      extension.extensionId,
      `chrome.storage.${act}.then(() => 'done', ({ message }) => message)`,
    );
  const refused = /not allowed from this context/;
  expect(await attempt('local.get(null)')).toMatch(refused);
  expect(await attempt(`local.set({ timeGate: 'http://archive.example/' })`)).toMatch(refused);
  expect(await attempt('local.clear()')).toMatch(refused);
  expect(await attempt('session.get(null)')).toMatch(refused);
});
