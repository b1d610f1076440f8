import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Desk } from '@/components/desk/Desk';
import { DeskFooter } from '@/components/desk/DeskFooter';
import { SidePanel } from '@/components/panel/SidePanel';
import { startBackground, type TestBackground, testActs } from './background';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;

beforeEach(async () => {
  background = await startBackground();
});

afterEach(() => background.library.close());

const mainButtons = () =>
  [...document.querySelectorAll('.button-primary')].map((each) => each.textContent);

test('the desk without a report begins with an import, and leads to the panel', async () => {
  const opened: unknown[] = [];
  const acts = testActs({
    openPanel: async (sheet) => {
      opened.push(sheet ?? 'panel');
    },
  });
  show(<Desk acts={acts} reportId={null} onReport={() => undefined} />);
  await vi.waitFor(() => expect(mainButtons()).toEqual(['Import a report…']));
  byText('Import a report…').click();
  byText('Open the side panel').click();
  expect(opened).toEqual(['import', 'panel']);
  await expectAccessible();
});

test('the panel without a report begins with a clip, before it offers a report', async () => {
  const opened: unknown[] = [];
  const acts = testActs({ openOptions: async (part) => void opened.push(part) });
  show(<SidePanel acts={acts} />);
  await vi.waitFor(() => expect(mainButtons()).toEqual(['Practise with the sample text']));
  byText('New report…', '.empty button');
  byText('Import a report…', '.empty button');
  byText('Restore a backup', '.empty button').click();
  expect(opened).toEqual(['restore']);
  await expectAccessible();
});

test('the footer of the overview names only keys that work there', () => {
  const keys = () => [...document.querySelectorAll('kbd')].map((each) => each.textContent);
  show(<DeskFooter overview noteOn={null} decided={null} onKeys={() => undefined} />);
  expect(keys()).toEqual(['V', '?']);
  show(<DeskFooter overview={false} noteOn={null} decided={null} onKeys={() => undefined} />);
  expect(keys()).toContain('J');
});
