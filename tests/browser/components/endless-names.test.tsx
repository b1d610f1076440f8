import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { SidePanel } from '@/components/panel/SidePanel';
import { LibraryView } from '../../../components/library/LibraryView';
import { OptionsPage } from '../../../components/options/OptionsPage';
import { Popup } from '../../../components/popup/Popup';
import { setNote, setTags } from '../../../utils/model/clip-operations';
import { newId, type SectionId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement } from '../../../utils/model/statement-operations';
import { openReader } from '../../../utils/storage/read';
import { startBackground, type TestBackground, testActs } from './background';
import { optionsActs } from './options-acts';
import { REPORT, renewReport, sampleRecords } from './samples';
import { show } from './stage';

/** A name of 5 million letters without a line break opportunity. */
const ENDLESS = 'endless'.repeat(720_000);
/** The most UTF-16 units that a page may draw of a dozen such names, in text and attributes. */
const MOST_DRAWN = 500_000;
const AT = '2026-05-02T10:00:00Z';
const SECTION: SectionId = newId<'section'>();

let background: TestBackground;

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  const { library } = background;
  await library.createReport({ id: REPORT, title: ENDLESS, language: 'en' });
  const records = sampleRecords({ quote: ENDLESS, title: ENDLESS });
  const source = { ...records.source, siteName: ENDLESS, authors: [ENDLESS, ENDLESS] };
  await background.save({ ...records, source });
  await background.save(sampleRecords({ quote: null, title: ENDLESS }));
  await library.editReport(REPORT, (doc) => {
    createSection(doc, { id: SECTION, parentId: null, title: ENDLESS, at: AT });
    createStatement(doc, {
      id: newId<'statement'>(),
      position: { sectionId: SECTION },
      text: `**endless** ${ENDLESS}`,
    });
    setNote(doc, { clipId: records.clip.id, note: `*endless* ${ENDLESS}` });
    setTags(doc, { clipId: records.clip.id, tags: [ENDLESS] });
  });
});

afterEach(() => background.library.close());

/** Total length of the page's texts and attributes, and the elements with the longest. */
function drawn(): { units: number; longest: readonly string[] } {
  let units = document.title.length;
  const longest: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('script, style') !== null) continue;
    let own = 0;
    for (const { value } of element.attributes) own += value.length;
    for (const node of element.childNodes) if (node instanceof Text) own += node.length;
    units += own;
    if (own > MOST_DRAWN / 2) longest.push(`${element.localName}.${element.className}`);
  }
  return { units, longest };
}

async function expectShort(): Promise<void> {
  await vi.waitFor(() => expect(document.body.textContent).toContain('endlessendless'));
  expectFewDrawn();
}

function expectFewDrawn(): void {
  const { units, longest } = drawn();
  expect(longest).toEqual([]);
  expect(units).toBeLessThan(MOST_DRAWN);
}

test('the panel draws the start of endless titles, quotes, notes, tags and statements', async () => {
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(document.querySelectorAll('[data-item]')).toHaveLength(3));
  await expectShort();
});

test('the popup draws the start of endless titles and quotes', async () => {
  const told = { kind: 'clippable' as const, tabId: 7, hasSelection: true, incognito: false };
  const activePage = async () => ({ ...told, url: 'https://a.example/', title: ENDLESS });
  show(<Popup acts={testActs({ activePage })} />);
  await vi.waitFor(() => expect(document.querySelectorAll('.recent')).toHaveLength(2));
  await expectShort();
});

test('the desk draws the start of endless titles and statements', async () => {
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(document.querySelector('.desk[aria-busy]')).toBeNull());
  await expectShort();
});

test('the library draws the start of endless titles, quotes, notes and tags', async () => {
  const opened = await openReader();
  if (!opened.ok || opened.value === null) throw new Error('There is no library.');
  const reports = await opened.value.listReports();
  show(
    <LibraryView
      into={null}
      reader={opened.value}
      reports={reports.ok ? reports.value : []}
      words=""
      onShow={() => undefined}
      onBack={() => undefined}
      onSay={() => undefined}
      onFailure={() => undefined}
    />,
  );
  await vi.waitFor(() => expect(document.querySelectorAll('[data-result]')).toHaveLength(2));
  await expectShort();
  opened.value.close();
});

test('the settings draw the start of endless titles of reports', async () => {
  const acts = optionsActs();
  await acts.writeRecheck(REPORT, { every: 'week', notify: false });
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 report'));
  expectFewDrawn();
});
