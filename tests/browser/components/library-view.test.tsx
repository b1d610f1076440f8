import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { LibraryView } from '../../../components/library/LibraryView';
import { setNote, setTags } from '../../../utils/model/clip-operations';
import { type ClipId, newId, type ReportId } from '../../../utils/model/ids';
import { type FoundClip, type LibraryReader, openReader } from '../../../utils/storage/read';
import { EVERY_CLIP } from '../../unit/storage/every-clip';
import { startBackground, type TestBackground } from './background';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { byLabel, byText, expectAccessible, show } from './stage';

let background: TestBackground;
let reader: LibraryReader;
let clips: SampleRecords[];
let other: ReportId;
const shown: FoundClip[] = [];
const said: { text: string; onUndo?: () => void }[] = [];

const QUOTES = ['The lake rose in April.', 'The lake fell in May.', 'A river, and its gauge.'];

beforeEach(async () => {
  renewReport();
  other = newId<'report'>();
  shown.length = 0;
  said.length = 0;
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lakes', language: 'en' });
  await background.library.createReport({ id: other, title: 'Rivers', language: 'en' });
  clips = QUOTES.map((quote, at) =>
    sampleRecords({ quote, url: `https://site${at.toString()}.example/` }),
  );
  for (const records of clips) await background.save(records);
  await background.library.editReport(REPORT, (doc) => {
    setNote(doc, { clipId: idOf(0), note: 'For the summary' });
    setTags(doc, { clipId: idOf(0), tags: ['spring'] });
  });
  const opened = await openReader();
  if (!opened.ok || opened.value === null) throw new Error('There is no library.');
  reader = opened.value;
  await open('');
  await vi.waitFor(() => expect(listed()).toHaveLength(3));
});

async function open(words: string) {
  const reports = await reader.listReports();
  show(
    <LibraryView
      into={{ id: other, has: (id) => id === idOf(0) }}
      reader={reader}
      reports={reports.ok ? reports.value : []}
      words={words}
      onShow={(found) => shown.push(found)}
      onBack={() => said.push({ text: 'back' })}
      onSay={(text, onUndo) => said.push(onUndo === undefined ? { text } : { text, onUndo })}
      onFailure={(failure) => said.push({ text: failure.code })}
    />,
  );
}

afterEach(() => {
  reader.close();
  background.library.close();
});

const idOf = (at: number): ClipId => clips[at]!.clip.id;
const field = () => byLabel('Search the library') as HTMLInputElement;
const listed = () =>
  [...document.querySelectorAll('[data-result]')].map((each) => each.textContent);
const marks = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
const found = async (reportId: ReportId, words: string) => {
  const answer = await reader.search({ ...EVERY_CLIP, words, reportId });
  return answer.ok ? answer.value.hits.map(({ clipId }) => clipId) : [];
};
const act = async (quote: string, entry: string) => {
  const card = [...document.querySelectorAll('.found')].find((each) =>
    each.textContent.includes(quote),
  )!;
  await userEvent.click(card.querySelector('[aria-haspopup=menu]')!);
  const items = [...document.querySelectorAll<HTMLElement>('.menu:popover-open .menu-item')];
  await userEvent.click(items.find((item) => item.textContent.trim() === entry)!);
};
const confirm = () => userEvent.click(document.querySelector<HTMLElement>('dialog [type=submit]')!);

test('searches quotes, notes and tags while the user types, and marks the matches', async () => {
  await userEvent.type(field(), 'LAKE may');
  await vi.waitFor(() => expect(listed()).toEqual(['The lake fell in May.']));
  expect(marks()).toEqual(['lake', 'May']);
  await userEvent.clear(field());
  await userEvent.type(field(), 'summary spring');
  await vi.waitFor(() => expect(listed()).toEqual([QUOTES[0]]));
  expect(marks()).toEqual(['summary', 'spring']);
  await expectAccessible();
});

test('begins with the search of the report, and the first typed letter replaces it', async () => {
  show(null);
  await open('gauge');
  await vi.waitFor(() => expect(listed()).toEqual([QUOTES[2]]));
  await userEvent.keyboard('m');
  expect(field().value).toBe('m');
});

test('shows a note without the signs of its Markdown, and what an image shows', async () => {
  const note = 'For the **high** lake:\n\n- [tides](https://site.example/)\n- `wind`';
  const clipId = idOf(1);
  await background.library.editReport(REPORT, (doc) => setNote(doc, { clipId, note }));
  const image = {
    id: newId<'attachment'>(),
    clipId,
    kind: 'image' as const,
    takenAt: '2026-01-01T00:00:00.000Z',
    url: null,
    alt: 'A lighthouse at dusk',
    caption: '',
    width: 1,
    height: 1,
    copy: 'file' as const,
    mediaType: null,
    hash: null,
    bytes: new Uint8Array(),
    noImageReason: 'other-site' as const,
  };
  expect(await background.library.addAttachment(image)).toMatchObject({ ok: true });
  await userEvent.type(field(), 'lighthouse high');
  await vi.waitFor(() => expect(listed()).toEqual([QUOTES[1]]));
  const card = document.querySelector<HTMLElement>('.found')!;
  expect(card.querySelector('.clip-note')?.textContent).toBe('For the high lake: tides · wind');
  expect(card.querySelector('.clip-reason')?.textContent).toBe('1 image · A lighthouse at dusk');
  expect(marks()).toEqual(['lighthouse', 'high']);
  await expectAccessible();
  // A search also finds clips whose address alone matches.
  await userEvent.clear(field());
  await userEvent.type(field(), 'site.example');
  await vi.waitFor(() => expect(marks()).toEqual(['site.example']));
});

test('arrow keys go through the results, Enter shows one, Escape leads back', async () => {
  await userEvent.click(field());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toBe(listed()[1]);
  await userEvent.keyboard('{Enter}');
  expect(shown.map(({ clip, reportId }) => [clip.id, reportId])).toEqual([[idOf(1), REPORT]]);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(document.activeElement).toBe(field());
  await userEvent.keyboard('x{Escape}{Escape}');
  expect(said).toEqual([{ text: 'back' }]);
});

test('a filter shows how many clips each choice leaves', async () => {
  await userEvent.click(
    [...document.querySelectorAll('button')].find((each) => each.textContent === 'Filters')!,
  );
  const options = () =>
    [...document.querySelectorAll<HTMLSelectElement>('.library-filters select')].map((select) =>
      [...select.options].map((option) => option.text),
    );
  await vi.waitFor(() => expect(options()[0]).toEqual(['All', 'Lakes (3)']));
  expect(options()[4]).toEqual(['All', 'spring (1)']);
  await userEvent.selectOptions(
    document.querySelectorAll<HTMLElement>('.library-filters select')[4]!,
    'spring (1)',
  );
  await vi.waitFor(() => expect(listed()).toEqual([QUOTES[0]]));
  await vi.waitFor(() => expect(options()[1]).toEqual(['All', 'site0.example (1)']));
  await expectAccessible();
});

test('a filter selects the days from one to another', async () => {
  await userEvent.click(byText('Filters'));
  const period = document.querySelectorAll<HTMLElement>('.library-filters select')[2]!;
  await userEvent.selectOptions(period, 'Between two days');
  const [first, last] = document.querySelectorAll<HTMLInputElement>('input[type=date]');
  expect([first?.labels?.[0]?.textContent, last?.labels?.[0]?.textContent]).toEqual([
    'First day',
    'Last day',
  ]);
  await vi.waitFor(() => expect(listed()).toHaveLength(3));
  // All of them were made on 2 May.
  await userEvent.fill(first!, '2026-05-03');
  await vi.waitFor(() => expect(listed()).toEqual([]));
  expect(byText('1 filter')).toBeDefined();
  await userEvent.fill(first!, '2026-05-01');
  await userEvent.fill(last!, '2026-05-03');
  await vi.waitFor(() => expect(listed()).toHaveLength(3));
  await expectAccessible();
  await userEvent.click(byText('Show all'));
  await vi.waitFor(() => expect(document.querySelector('input[type=date]')).toBeNull());
});

test('duplicates that the user keeps are not listed again, unless the user wants it', async () => {
  const twin = async () => {
    const { clip, source, pin } = sampleRecords({ quote: QUOTES[0]!, url: clips[0]!.source.url });
    const capture = { clip, source, pin, snapshot: null };
    const saved = await background.library.saveCapture(capture, { keepBoth: true });
    expect(saved.ok).toBe(true);
    background.tell({ kind: 'evidence', reportId: REPORT, clipIds: [clip.id] });
  };
  await twin();
  await userEvent.click(byText('Duplicates'));
  const tabs = () =>
    [...document.querySelectorAll('[aria-pressed]')].map((each) => each.textContent.trim());
  const twins = () => document.querySelectorAll('.twin').length;
  const asked = ['In one report (1)', 'In several reports (0)', 'Kept (0)'];
  const kept = ['In one report (0)', 'In several reports (0)', 'Kept (1)'];
  await vi.waitFor(() => expect(twins()).toBe(2));
  expect(tabs()).toEqual(asked);
  await expectAccessible();

  await userEvent.click(byText('Keep all'));
  await vi.waitFor(() => expect(tabs()).toEqual(kept));
  await vi.waitFor(() => expect(said.at(-1)?.text).toBe('All of them were kept.'));
  byText('This list has no duplicates.', '*');
  said.at(-1)?.onUndo?.();
  await vi.waitFor(() => expect(tabs()).toEqual(asked));
  await vi.waitFor(() => expect(twins()).toBe(2));

  await userEvent.click(byText('Keep all'));
  await vi.waitFor(() => expect(tabs()).toEqual(kept));
  await userEvent.click(byText('Kept (1)'));
  await vi.waitFor(() => expect(twins()).toBe(2));
  await expectAccessible();
  await userEvent.click(byText('Ask again'));
  await vi.waitFor(() => expect(tabs()).toEqual(asked));
  byText('No duplicates are kept.', '*');
  await vi.waitFor(() => expect(said.at(-1)?.text).toBe('Listed as duplicates again.'));
  said.at(-1)?.onUndo?.();
  await vi.waitFor(() => expect(tabs()).toEqual(kept));

  // Another merge adds its question.
  await twin();
  await vi.waitFor(() => expect(tabs()).toEqual(asked));
  await userEvent.click(byText('In one report (1)'));
  await vi.waitFor(() => expect(twins()).toBe(3));
});

test('Escape in the list of duplicates shows the search again, wherever the focus is', async () => {
  await userEvent.click(byText('Duplicates'));
  await vi.waitFor(() => expect(document.activeElement).toBe(byLabel('Back')));
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(field());
  await userEvent.click(byText('Duplicates'));
  await vi.waitFor(() => byText('Kept (0)'));
  await userEvent.click(byText('Kept (0)'));
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(field());
  expect(said).toEqual([]);
});

test('a clip is added to another report, and removed again', async () => {
  await act(QUOTES[0]!, 'Add to another report…');
  await confirm();
  await vi.waitFor(() => expect(said.at(-1)?.text).toBe('Also added to “Rivers”.'));
  expect(await found(other, 'summary')).toEqual([idOf(0)]);
  expect(await found(REPORT, 'summary')).toEqual([idOf(0)]);
  said.at(-1)?.onUndo?.();
  await vi.waitFor(async () => expect(await found(other, '')).toEqual([]));
  expect(await found(REPORT, 'summary')).toEqual([idOf(0)]);
});

test('a clip of another report is added to the open one by a button of its own', async () => {
  const adds = () =>
    [...document.querySelectorAll('.found:has(.found-add) .found-words')].map(
      ({ textContent }) => textContent,
    );
  const place = () =>
    document.querySelector(`.found:has([data-result="${idOf(1)}"]) .found-place`)?.textContent;
  expect(place()).toMatch(/^Lakes ·/);
  // The first clip is in the open report already.
  expect(adds().toSorted()).toEqual([QUOTES[2], QUOTES[1]]);
  await expectAccessible();
  await userEvent.click(
    document.querySelector(`.found:has([data-result="${idOf(1)}"]) .found-add`)!,
  );
  await vi.waitFor(() => expect(said.at(-1)?.text).toBe('Also added to “Rivers”.'));
  expect(await found(other, '')).toEqual([idOf(1)]);
  await vi.waitFor(() => expect(place()).toMatch(/^Lakes, Rivers ·/));
  // The button goes, so the next key is for the clip.
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-result')).toBe(idOf(1)));
});

test('a clip is moved to another report with its note and tags, and back', async () => {
  await act(QUOTES[0]!, 'Move to another report…');
  await confirm();
  await vi.waitFor(() => expect(said.at(-1)?.text).toBe('Moved to “Rivers”.'));
  expect(await found(other, 'summary spring')).toEqual([idOf(0)]);
  expect(await found(REPORT, 'summary')).toEqual([]);
  // The moved clip survives emptying the bin.
  await background.library.purgeClips(REPORT, [idOf(0)]);
  expect(await found(other, 'summary')).toEqual([idOf(0)]);
  said.at(-1)?.onUndo?.();
  await vi.waitFor(async () => expect(await found(other, '')).toEqual([]));
  expect(await found(REPORT, 'summary')).toEqual([idOf(0)]);
});

test('a clip is moved to the bin of its report, and restored', async () => {
  await act(QUOTES[2]!, 'Delete');
  await vi.waitFor(() => expect(listed()).toHaveLength(2));
  expect(said.at(-1)?.text).toBe('1 clip moved to the bin.');
  said.at(-1)?.onUndo?.();
  await vi.waitFor(() => expect(listed()).toHaveLength(3));
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-result')).toBe(idOf(2)));
});

test('“Best match” is an order only of a search for words', async () => {
  const order = () => document.querySelector('select')!;
  const options = () => [...order().options].map(({ text }) => text);
  expect(order().selectedOptions[0]?.text).toBe('Latest first');
  expect(options()).not.toContain('Best match');
  await userEvent.click(field());
  await userEvent.keyboard('lake');
  await vi.waitFor(() => expect(order().selectedOptions[0]?.text).toBe('Best match'));
  order().focus();
  await userEvent.keyboard('/');
  expect(document.activeElement).toBe(field());
});
