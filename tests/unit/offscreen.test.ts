import { beforeEach, expect, test, vi } from 'vitest';

let open = false;
let acts: string[] = [];
/** Called while the document is being closed. */
let duringClose: () => void = () => undefined;

const offscreen = {
  Reason: { DOM_PARSER: 'DOM_PARSER' },
  hasDocument: async () => open,
  createDocument: async () => {
    if (open) throw new Error('Only a single offscreen document may be created.');
    open = true;
    acts.push('open');
  },
  closeDocument: async () => {
    duringClose();
    if (!open) throw new Error('No current offscreen document.');
    open = false;
    acts.push('close');
  },
};

async function load() {
  vi.resetModules();
  return import('@/utils/platform/offscreen');
}

beforeEach(() => {
  vi.stubGlobal('chrome', { offscreen });
  open = false;
  acts = [];
  duringClose = () => undefined;
});

test('the document closes after both run and backup have released it, in either order', async () => {
  const { holdOffscreen, openOffscreen } = await load();
  for (const [first, second] of [
    ['pages', 'backup'],
    ['backup', 'pages'],
  ] as const) {
    const letGo = [holdOffscreen(first), holdOffscreen(second)] as const;
    await Promise.all([openOffscreen(), openOffscreen()]);
    await letGo[0]();
    expect(open).toBe(true);
    await letGo[1]();
    expect(open).toBe(false);
  }
  expect(acts).toEqual(['open', 'close', 'open', 'close']);
});

test('a stuck document is ended while pages are read in it, once for all who ask', async () => {
  const { holdOffscreen, openOffscreen, endOffscreen } = await load();
  const letGo = holdOffscreen('pages');
  await openOffscreen();
  await Promise.all([endOffscreen(), endOffscreen(), openOffscreen()]);
  expect(acts).toEqual(['open', 'close', 'open']);
  await letGo();
  expect(open).toBe(false);
});

test('a stuck document is left until the backup in it is done, and ended then', async () => {
  const { holdOffscreen, openOffscreen, endOffscreen } = await load();
  holdOffscreen('pages');
  const letGo = holdOffscreen('backup');
  await openOffscreen();
  await endOffscreen();
  expect(open).toBe(true);
  await letGo();
  expect(open).toBe(false);
  // The next document stays open: it belongs to the run, and the end of a backup does not close it.
  const again = holdOffscreen('backup');
  await openOffscreen();
  await again();
  expect(open).toBe(true);
});

test('a hold during the closing gets a new document', async () => {
  const { holdOffscreen, openOffscreen, closeOffscreen } = await load();
  await openOffscreen();
  let opened: Promise<void> | undefined;
  duringClose = () => {
    holdOffscreen('backup');
    opened = openOffscreen();
  };
  await closeOffscreen();
  await opened;
  expect(acts).toEqual(['open', 'close', 'open']);
  await closeOffscreen();
  expect(open).toBe(true);
});

test('a document that was closed meanwhile counts as closed', async () => {
  const { openOffscreen, closeOffscreen } = await load();
  await openOffscreen();
  duringClose = () => {
    open = false;
  };
  await expect(closeOffscreen()).resolves.toBeUndefined();
});

test('without offscreen documents, the API is not called', async () => {
  vi.stubGlobal('chrome', {});
  const { holdOffscreen, closeOffscreen } = await load();
  await holdOffscreen('pages')();
  await expect(closeOffscreen()).resolves.toBeUndefined();
});
