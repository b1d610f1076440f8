import './catalogue';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CiteDialog } from '@/components/report/CiteDialog';
import type { ClipView } from '@/components/state/clip-view';
import { type ClipId, newId, type SectionId } from '@/utils/model/ids';
import { type LibraryReader, openReader } from '@/utils/storage/read';
import { startBackground } from './background';
import { REPORT, renewReport, sampleView } from './samples';
import { show } from './stage';

const HERE: SectionId = newId<'section'>();
const offered = () =>
  [...document.querySelectorAll('.pick-quote')].map(({ textContent }) => textContent);

function open(
  clips: readonly ClipView[],
  reader: LibraryReader | null = null,
  cited: readonly ClipId[] = [],
) {
  const confirmed = vi.fn<(clipIds: readonly ClipId[]) => void>();
  const ports = { reader, onConfirm: confirmed, onClose: () => undefined };
  show(<CiteDialog clips={clips} sectionId={HERE} cited={new Set(cited)} claim="" {...ports} />);
  return confirmed;
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
  await expect
    .poll(() => document.querySelector('.pick-current')?.textContent)
    .toContain('Gauge 0');
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

describe('the row that Enter cites', () => {
  const [one, two, three] = ['Gauge 1 fell.', 'Gauge 2 fell.', 'Gauge 3 fell.'].map((quote) => ({
    ...sampleView({ quote }),
    sectionId: HERE,
  })) as [ClipView, ClipView, ClipView];
  const clips = [one, two, three];
  const row = (at: number) => document.querySelectorAll('.pick')[at];
  const tinted = () => {
    const colourOf = (each: Element) => getComputedStyle(each).backgroundColor;
    const plain = colourOf(document.querySelector('.pick-list')!);
    return [...document.querySelectorAll('.pick')]
      .filter((each) => colourOf(each) !== plain)
      .map((each) => each.querySelector('.pick-quote')?.textContent);
  };

  test('is the only one that is highlighted, and the first arrow down goes to it', async () => {
    const confirmed = open(clips);
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown}');
    expect(row(0)?.contains(document.activeElement)).toBe(true);
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(tinted).toEqual(['Gauge 2 fell.']);
    expect(row(1)?.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(tinted).toEqual(['Gauge 3 fell.']);
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}');
    expect(confirmed.mock.calls).toEqual([[[two.clip.id]]]);
  });

  test('is ticked by the arrow down and the space bar', async () => {
    const confirmed = open(clips);
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown} {Enter}');
    await expect.poll(() => row(0)?.querySelector('input')?.checked).toBe(true);
    expect(confirmed.mock.calls).toEqual([[[one.clip.id]]]);
  });

  test('stays highlighted when the focus goes on to the button, which cites it', async () => {
    const confirmed = open(clips);
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(tinted).toEqual(['Gauge 2 fell.']);
    const buttons = [...document.querySelectorAll<HTMLElement>('dialog button')];
    const cite = buttons.find(({ textContent }) => textContent === 'Cite 1 clip')!;
    cite.focus();
    expect(tinted()).toEqual(['Gauge 2 fell.']);
    cite.click();
    expect(confirmed.mock.calls).toEqual([[[two.clip.id]]]);
  });

  test('is the first one again in the search field', async () => {
    open(clips);
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{ArrowUp}');
    await expect.poll(() => document.activeElement?.getAttribute('type')).toBe('search');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
  });

  test('takes the focus by the arrow down if it is the only one', async () => {
    const confirmed = open([one]);
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{ArrowDown}');
    expect(row(0)?.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Enter}');
    expect(confirmed.mock.calls).toEqual([[[one.clip.id]]]);
  });

  test('keeps the focus at the end of the list, also beside a ticked one', async () => {
    open(clips);
    await userEvent.keyboard('{ArrowDown} {ArrowDown}{ArrowDown}{ArrowDown}');
    expect(row(2)?.contains(document.activeElement)).toBe(true);
    expect(tinted()).toEqual(['Gauge 3 fell.']);
  });

  test('is not one that a click ticked and unticked', async () => {
    open(clips);
    const box = row(1)!.querySelector('input')!;
    await userEvent.click(box);
    await userEvent.click(box);
    expect(box.checked).toBe(false);
    expect(document.querySelector('.pick-current')).toBeNull();
  });

  test('is one that the statement does not cite yet; those that it cites are marked', async () => {
    const confirmed = open(clips, null, [one.clip.id]);
    expect(row(0)?.textContent).toContain('Already cited');
    expect(row(1)?.textContent).not.toContain('Already cited');
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 2 fell.']);
    await userEvent.keyboard('{Enter}');
    expect(confirmed.mock.calls).toEqual([[[two.clip.id]]]);
  });

  test('can be one that the statement cites already', async () => {
    const confirmed = open(clips, null, [one.clip.id]);
    await userEvent.keyboard('gauge');
    await expect.poll(tinted).toEqual(['Gauge 2 fell.']);
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await expect.poll(tinted).toEqual(['Gauge 1 fell.']);
    await userEvent.keyboard('{Enter}');
    expect(confirmed.mock.calls).toEqual([[[one.clip.id]]]);
  });
});

test('a search offers whole words of a quote before parts of words and the names of sites', async () => {
  const trees = sampleView({ quote: 'The city planted 12,400 trees.' });
  const page = { ...trees.source!, url: 'https://heatinstitute.example/trees' };
  open([
    { ...trees, source: page, sectionId: HERE },
    { ...sampleView({ quote: 'The plan for heat costs 4 million.' }), sectionId: null },
  ]);
  await userEvent.keyboard('heat plan');
  await expect
    .poll(offered)
    .toEqual(['The plan for heat costs 4 million.', 'The city planted 12,400 trees.']);
});

test('a search offers the row of a table before the whole page, also by parts of its words', async () => {
  const page = `Gas boiler, gas heater.\n${'All prices of the year. '.repeat(60)}2,310.`;
  open([
    { ...sampleView({ quote: page }), sectionId: HERE },
    { ...sampleView({ quote: 'Gas boilers | 2,310 | 1,980' }), sectionId: HERE },
  ]);
  await userEvent.keyboard('gas boiler 2,310');
  await expect
    .poll(() => document.querySelector('.pick-current .pick-quote')?.textContent)
    .toBe('Gas boilers | 2,310 | 1,980');
});
