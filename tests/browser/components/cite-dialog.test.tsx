import './catalogue';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CiteDialog } from '@/components/report/CiteDialog';
import type { ClipView } from '@/components/state/clip-view';
import { newId, type SectionId } from '@/utils/model/ids';
import { type LibraryReader, openReader } from '@/utils/storage/read';
import { startBackground } from './background';
import { REPORT, renewReport, sampleView } from './samples';
import { show } from './stage';

const HERE: SectionId = newId<'section'>();
const offered = () =>
  [...document.querySelectorAll('.pick-quote')].map(({ textContent }) => textContent);

function open(clips: readonly ClipView[], reader: LibraryReader | null = null): void {
  const nothing = () => undefined;
  const ports = { reader, onConfirm: nothing, onClose: nothing };
  show(<CiteDialog clips={clips} sectionId={HERE} claim="" {...ports} />);
}

test('the clips of the sentence’s section are offered first, in a search too', async () => {
  const clips = [
    { ...sampleView({ quote: 'Snow fell.' }), sectionId: newId<'section'>() },
    { ...sampleView({ quote: 'The level fell.' }), sectionId: HERE },
    { ...sampleView({ quote: 'Ice fell.' }), sectionId: null },
    { ...sampleView({ quote: 'The level rose.' }), sectionId: HERE },
  ];
  open(clips);
  expect(offered()).toEqual(['The level fell.', 'The level rose.', 'Snow fell.', 'Ice fell.']);
  await userEvent.keyboard('fell');
  await expect.poll(offered).toEqual(['The level fell.', 'Snow fell.', 'Ice fell.']);
});

test('a search shows its first hit, also after the list was scrolled', async () => {
  const clips = Array.from({ length: 60 }, (_, at) => ({
    ...sampleView({ quote: `Gauge ${at.toString()} fell.` }),
    sectionId: HERE,
  }));
  open(clips);
  const list = document.querySelector('.pick-list')!;
  list.scrollTop = list.scrollHeight;
  await userEvent.keyboard('gauge');
  await expect.poll(() => document.querySelector('.pick-first')?.textContent).toContain('Gauge 0');
  expect(list.scrollTop).toBe(0);
});

test('an image is offered as an image, and in a search behind the clips with words', async () => {
  const image = sampleView({ quote: 'Snow.' });
  open([
    { ...image, clip: { ...image.clip, kind: 'image' }, pin: null, sectionId: HERE },
    { ...sampleView({ quote: 'The level fell.' }), sectionId: HERE },
  ]);
  const rows = () =>
    [...document.querySelectorAll('.pick')].map(
      (row) => row.querySelector('.stack > :last-child')?.textContent,
    );
  expect(rows()).toEqual(['An image on the page', 'The level fell.']);
  await userEvent.keyboard('hydrology');
  await expect.poll(rows).toEqual(['The level fell.', 'An image on the page']);
});

test('a report without clips says what to do, before a search finds nothing', async () => {
  renewReport();
  const background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  const reader = await openReader();
  if (!reader.ok || reader.value === null) throw new Error('There is no library.');
  open([], reader.value);
  const told = () => document.querySelector('.pick-list')?.textContent;
  const first = 'This report has no clips yet. Clip a passage of a page, then cite it here.';
  expect(told()).toBe(`${first} To cite a clip of another report, search for it.`);
  await userEvent.keyboard('level');
  await expect.poll(told).toBe('No clip contains these words.');
  reader.value.close();
  background.library.close();
});
