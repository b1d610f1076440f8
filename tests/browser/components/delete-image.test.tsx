import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { newId } from '../../../utils/model/ids';
import { makeAttachment } from '../../../utils/storage/make-attachment';
import { openReader } from '../../../utils/storage/read';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
let records: SampleRecords;

const png = async (width: number) => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return new Uint8Array(await blob!.arrayBuffer());
};

const attach = async (kind: 'image' | 'screenshot', minute: number) => {
  const about = {
    alt: 'The level, day by day',
    caption: 'Figure 1',
    width: 1,
    height: 1,
    url: null,
  };
  const takenAt = `2026-05-02T09:0${minute.toString()}:00.000Z`;
  const at = { id: newId<'attachment'>(), clipId: records.clip.id, kind, takenAt };
  const read = { bytes: await png(40 + minute), copy: 'shown' } as const;
  await background.library.addAttachment(await makeAttachment({ ...at, ...about }, read));
};

const attached = async () => {
  const opened = await openReader();
  if (!opened.ok || opened.value === null) throw new Error('No library');
  const found = await opened.value.attachments(records.clip.id);
  opened.value.close();
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
/** Without the ids. */
const stored = async () => (await attached()).map(({ id: _id, ...rest }) => rest);
const images = () => document.querySelectorAll<HTMLElement>('.clip-image');
const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  records = sampleRecords();
  await background.save(records);
  await attach('image', 1);
  await attach('screenshot', 2);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(images()).toHaveLength(2));
});

afterEach(() => background.library.close());

test('deletes one image, keeps its clip and the other one, and restores it unchanged', async () => {
  const before = await stored();
  await userEvent.click(images()[0]!);
  await expectAccessible();
  await userEvent.click(byText('Delete'));
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  expect(document.querySelector('dialog.sheet')).toBeNull();
  await vi.waitFor(() => expect(said()).toContain('Image deleted.'));
  expect(await stored()).toEqual([before[1]]);
  expect(document.querySelectorAll('[data-item]')).toHaveLength(1);
  await vi.waitFor(() => expect(document.activeElement?.matches('[data-item]')).toBe(true));

  await userEvent.click(byText('Undo'));
  await vi.waitFor(() => expect(images()).toHaveLength(2));
  expect(await stored()).toEqual(before);
  // With a new id, because the old id stays deleted in every copy of the library.
  const ids = background.calls.flatMap(({ name, payload }) =>
    name.startsWith('image.') ? (payload as { id: string }).id : [],
  );
  expect(new Set(ids).size).toBe(2);
});

test('the keyboard does it too', async () => {
  images()[1]!.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector('dialog.sheet')).not.toBeNull());
  byText('Delete').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  expect((await stored()).map(({ kind }) => kind)).toEqual(['image']);
});

test('it is a step of the page’s undo, between those of the report', async () => {
  const tagged = () => document.querySelector('.panel-main')?.textContent?.includes('spring');
  document.querySelector<HTMLElement>('[data-item]')!.focus();
  await userEvent.keyboard('t');
  await vi.waitFor(() => expect(document.activeElement?.matches('dialog input')).toBe(true));
  await userEvent.keyboard('spring{Enter}');
  await vi.waitFor(() => expect(byText('Save').matches(':enabled')).toBe(true));
  await userEvent.click(byText('Save'));
  await vi.waitFor(() => expect(tagged()).toBe(true));
  await userEvent.click(images()[0]!);
  await userEvent.click(byText('Delete'));
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  await vi.waitFor(() => expect(document.activeElement?.matches('[data-item]')).toBe(true));
  await press('z');
  await vi.waitFor(() => expect(images()).toHaveLength(2));
  expect(tagged()).toBe(true);
  await press('y');
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  // The notice undid this step, so the next step to undo is the tag.
  await userEvent.click(byText('Undo', '.snackbar button'));
  await vi.waitFor(() => expect(images()).toHaveLength(2));
  await vi.waitFor(() => expect(document.activeElement?.matches('[data-item]')).toBe(true));
  await press('z');
  await vi.waitFor(() => expect(tagged()).toBe(false));
  expect(images()).toHaveLength(2);
});

/** The ids in all requests of one name, in order. */
const named = (call: string) =>
  background.calls.flatMap(({ name, payload }) =>
    name === call ? (payload as { id: string }).id : [],
  );
const press = (key: string) => userEvent.keyboard(`{Control>}${key}{/Control}`);
const deleteFirst = async () => {
  await userEvent.click(images()[0]!);
  await userEvent.click(byText('Delete'));
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  await vi.waitFor(() => expect(document.activeElement?.matches('[data-item]')).toBe(true));
};
const undoIn = (how: 'notice' | 'key') =>
  how === 'key' ? press('z') : userEvent.click(byText('Undo', '.snackbar button'));

test.for([
  ['notice', 'notice'],
  ['notice', 'key'],
  ['key', 'key'],
  ['key', 'notice'],
] as const)(
  'an undo that finds no room can be tried again: by %s, then by %s',
  async ([first, then]) => {
    const before = await stored();
    await deleteFirst();
    background.refuse('image.restore', 'quota_exceeded');
    await undoIn(first);
    await vi.waitFor(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain('no room left'),
    );
    await vi.waitFor(() => expect(said()).toContain('Undo'));
    background.relent('image.restore');
    await undoIn(then);
    await vi.waitFor(() => expect(images()).toHaveLength(2));
    expect(await stored()).toEqual(before);
    expect(document.querySelector('[role=alert]')).toBeNull();
  },
);

test('an image is deleted after quick undo and redo, and can be restored', async () => {
  const before = await stored();
  await deleteFirst();
  background.hold('image.restore');
  await press('z');
  await press('y');
  expect(named('image.delete')).toHaveLength(1);
  background.release();
  await vi.waitFor(() => expect(named('image.delete')).toHaveLength(2));
  expect(named('image.delete')[1]).toBe(named('image.restore')[0]);
  await vi.waitFor(async () => expect(await stored()).toEqual([before[1]]));
  await vi.waitFor(() => expect(images()).toHaveLength(1));
  await press('z');
  await vi.waitFor(() => expect(images()).toHaveLength(2));
  expect(await stored()).toEqual(before);
});

test('two undo commands at once restore an image once', async () => {
  const before = await stored();
  await deleteFirst();
  background.hold('image.restore');
  await userEvent.click(byText('Undo', '.snackbar button'));
  await press('z');
  background.release();
  await vi.waitFor(() => expect(images()).toHaveLength(2));
  expect(await stored()).toEqual(before);
  expect(named('image.restore')).toHaveLength(1);
});

test('an image that cannot be deleted stays, and the reason shows', async () => {
  background.refuse('image.delete', 'storage_unavailable');
  await userEvent.click(images()[0]!);
  await userEvent.click(byText('Delete'));
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toContain('store anything'),
  );
  expect(images()).toHaveLength(2);
  expect(said()).toBe('');
  expect(await stored()).toHaveLength(2);
});

test('Delete on an image that is already gone shows an error and deletes nothing', async () => {
  await userEvent.click(images()[0]!);
  const [first] = await attached();
  await background.library.purgeAttachment(records.clip.id, first!.id);
  await userEvent.click(byText('Delete'));
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toContain('no longer there'),
  );
  expect(background.calls.map(({ name }) => name)).not.toContain('image.delete');
});
