import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { CLIP, PRESS, SELECT, SHOWN } from './clip-acts';
import { firefox, inOneSitting, pages } from './one-sitting';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const HIGHEST = 'It is the highest reading since the gauge was moved';
const STAYED = 'The southern basin stayed within';
const OUTLOOK = 'Forecasters expect the surplus to last into July.';
const LINK = /\(\[Monthly bulletin, April 2026\]\(http:[^)]*#:~:text=[^)]*\)\)/g;

inOneSitting();

async function shows(lines: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await firefox.marionette.run(SHOWN)).toEqual(lines));
}

const focus = (selector: string) =>
  firefox.waitFor(
    selector,
    `const found = document.querySelector(arguments[0]);
     found?.focus();
     return found !== null && document.activeElement === found;`,
    selector,
  );

test('a section is made, and a clip moved into it, by keyboard', async () => {
  await firefox.open(PAGE);
  expect(await firefox.marionette.run(SELECT, [HIGHEST, STAYED, OUTLOOK])).toBe(3);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('3 passages saved to Inbox, in “My clips”');
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await shows(['# Inbox', `> ${HIGHEST}`, `> ${STAYED}`, `> ${OUTLOOK}`]);

  await firefox.waitFor('the way to a section', PRESS, 'Add a section');
  await firefox.type('Levels');
  await firefox.press('Enter');
  await shows(['# Levels', '# Inbox', `> ${HIGHEST}`, `> ${STAYED}`, `> ${OUTLOOK}`]);

  await focus('[aria-label^="Move: It is the highest"]');
  await firefox.press('Enter');
  await firefox.press('ArrowUp');
  await firefox.press('Enter');
  await shows(['# Levels', `> ${HIGHEST}`, '# Inbox', `> ${STAYED}`, `> ${OUTLOOK}`]);
});

test('clips are tagged by key, and everything is undone and done again', async () => {
  await focus('article:has([aria-label^="Move: It is the highest"])');
  await firefox.press('Shift', 'ArrowDown');
  await firefox.press('t');
  await firefox.type('spring');
  await firefox.press('Enter');
  await firefox.waitFor('the way to save', PRESS, 'Save');
  const tagged = [
    ...['# Levels', `> ${HIGHEST} #spring`],
    ...['# Inbox', `> ${STAYED} #spring`, `> ${OUTLOOK}`],
  ];
  await shows(tagged);
  for (const _ of ['tags', 'move', 'section']) await firefox.press('Control', 'z');
  await shows(['# Inbox', `> ${HIGHEST}`, `> ${STAYED}`, `> ${OUTLOOK}`]);
  for (const _ of ['section', 'move', 'tags']) await firefox.press('Control', 'Shift', 'z');
  await shows(tagged);
  await firefox.press('Escape');
});

test('Enter in the list of places moves a card, and in an open list it only chooses', async () => {
  const open = () =>
    firefox.waitFor(
      'the question',
      'return document.querySelector("dialog:modal select") !== null;',
    );
  const moved = [
    '# Levels',
    `> ${HIGHEST} #spring`,
    `> ${OUTLOOK}`,
    '# Inbox',
    `> ${STAYED} #spring`,
  ];
  await focus('article:has([aria-label^="Move: Forecasters"])');
  await firefox.press('m');
  await open();
  await firefox.press('Enter');
  await shows(moved);
  await focus('article:has([aria-label^="Move: Forecasters"])');
  await firefox.press('m');
  await open();
  await firefox.press(' ');
  await firefox.press('ArrowUp');
  await firefox.press('Enter');
  expect(await firefox.marionette.run('return document.querySelector("dialog") !== null;')).toBe(
    true,
  );
  await firefox.press('Escape');
  await firefox.press('Control', 'z');
  await shows([
    '# Levels',
    `> ${HIGHEST} #spring`,
    '# Inbox',
    `> ${STAYED} #spring`,
    `> ${OUTLOOK}`,
  ]);
});

test('the Markdown that is copied is the one that is downloaded', async () => {
  const choose = async (entry: string) => {
    await firefox.click('.panel-footer [aria-haspopup="menu"]');
    await firefox.waitFor(entry, PRESS, entry);
  };
  await choose('Copy Markdown');
  const copied = await vi.waitFor(async () => {
    const text = await firefox.clipboard();
    expect(text).toContain('## Sources');
    return text;
  });
  // The inbox is left out of a text that has something else.
  expect(copied.match(LINK)).toHaveLength(1);
  const source = `- [Monthly bulletin, April 2026](${PAGE}), Ilse Marwood, Teun Abarca, Lake Hydrology Service, 2 May 2026`;
  expect(copied.replace(LINK, '(link)').split('\n')).toEqual([
    ...['# My clips', '', '## Levels', ''],
    ...[`> “${HIGHEST}” (link)`, ''],
    ...['## Sources', '', source, ''],
  ]);
  await choose('Download Markdown');
  const downloaded = await vi.waitFor(() => {
    const [name] = readdirSync(firefox.downloads).filter((each) => each.endsWith('.md'));
    const text = name === undefined ? '' : readFileSync(path.join(firefox.downloads, name), 'utf8');
    expect(text).not.toBe('');
    return text;
  });
  expect(downloaded).toBe(copied);
});

/** Returns the verdicts on the cards in the order of the panel. */
const VERDICTS = `
  const text = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim();
  return [...document.querySelectorAll('main article')]
    .map((card) => text(card.querySelector('.verdict')));`;

/** Returns where the stored checks found their quotes. */
const CHECK_DETAILS = `
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return settled(indexedDB.open('pincite')).then(async (db) => {
    const checks = await settled(db.transaction('checks').objectStore('checks').getAll());
    db.close();
    return checks.map(({ evidence }) => evidence.detail);
  });`;

async function verifyAll(): Promise<void> {
  await firefox.click('[data-focus="verify"]');
  await firefox.waitFor('the question', 'return document.querySelector("dialog") !== null;');
  // Uses the browser's own mouse, because Firefox does not ask for permissions after a click by a
  // script.
  await firefox.click('dialog [type="submit"]:enabled');
}

test('the whole report is verified', async () => {
  await verifyAll();
  await vi.waitFor(async () =>
    expect(await firefox.marionette.run(VERDICTS)).toEqual(['Verbatim', 'Verbatim', 'Verbatim']),
  );
});

test('a page that became a PDF is read in it', async () => {
  const lines = [`${HIGHEST}.`, OUTLOOK.replace('July', 'June')];
  pages.replace(PAGE, {
    body: makePdf({ pages: [column(['A first page.']), column(lines)], language: 'en' }),
    headers: { 'content-type': 'application/pdf' },
  });
  await verifyAll();
  await vi.waitFor(async () =>
    expect(await firefox.marionette.run(VERDICTS)).toEqual([
      // Its context is different.
      'Moved',
      'Missing',
      'Altered: a date',
    ]),
  );
  const details = await firefox.marionette.run(CHECK_DETAILS);
  expect(details).toEqual(expect.arrayContaining(['p. 2']));
});

test.each([
  ['its address', 'http://rivers.example/yearbook.pdf', false],
  ['the icon of its tab', 'http://rivers.example/download?id=7', true],
])(
  'in the PDF viewer, known by %s, the popup says how words of it are clipped',
  async (_sign, address, byIcon) => {
    pages.replace(address, {
      body: makePdf({ pages: [column(['A first page.'])] }),
      headers: { 'content-type': 'application/pdf' },
    });
    await firefox.newTab();
    await firefox.open(address);
    await firefox.triggerAction();
    if (byIcon) {
      // The viewer's icon appears a moment after its page. A second press of the button opens the
      // popup again.
      await firefox.inPopup(`
      for (let tries = 0; tries < 600; tries++) {
        const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
        if (tab.favIconUrl !== undefined) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('The tab got no icon.');`);
      await firefox.triggerAction();
    }
    const said = await firefox.inPopup(`
    for (let tries = 0; tries < 600 && document.querySelector('.hint') === null; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return document.body.innerText;`);
    expect(said).toContain('In the PDF viewer, select the text');
  },
);

test('the popup’s button opens the sidebar', async () => {
  await firefox.open('http://rivers.example/reservoir-status');
  await firefox.triggerAction();
  await firefox.inPopup(`
    for (let tries = 0; tries < 600; tries++) {
      if (document.querySelector('.popup-clip button:not([disabled])') !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(document.body.innerText);`);
  expect(await firefox.sidebar()).toBeNull();
  await firefox.clickInPopup('.popup-foot button:last-child');
  await vi.waitFor(async () =>
    expect(await firefox.sidebar()).toBe(`${firefox.origin}/sidepanel.html`),
  );
});

test('in a statement, the caret gets behind the last citation, and between two', async () => {
  const PROSE = 'The south held. ';
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor('the way to a statement', PRESS, 'Write a statement');
  const inStatement = `return document.querySelector('dialog') === null
    && document.activeElement.matches('.statement-input');`;
  await firefox.waitFor('the statement', inStatement);
  await firefox.type(PROSE);
  await firefox.press('Control', 'k');
  await firefox.waitFor('the clips', 'return document.querySelector("dialog .pick") !== null;');
  for (const key of ['ArrowDown', ' ', 'ArrowDown', ' ', 'Enter']) await firefox.press(key);
  await firefox.waitFor('the statement', inStatement);
  const writtenIs = (words: string) =>
    vi.waitFor(async () =>
      expect(
        await firefox.marionette.run(
          // Invisible spaces are around the letter of a citation.
          String.raw`return document.querySelector('.statement-input').textContent
            .replaceAll('\u200b', '');`,
        ),
      ).toBe(words),
    );
  await writtenIs(`${PROSE}A B`);
  // Then no text is between the citations.
  for (const key of ['ArrowLeft', 'Backspace']) await firefox.press(key);
  await writtenIs(`${PROSE}AB`);

  const goRight = async (times: number) => {
    for (let at = 0; at < times; at++) await firefox.press('ArrowRight');
  };
  const ways: [after: string, go: () => Promise<void>][] = [
    ['ABx', () => firefox.press('End')],
    ['ABx', () => firefox.press('Control', 'End')],
    ['ABx', () => goRight(PROSE.length + 2)],
    // The middle of the field is to the right of the text and below it.
    ['ABx', () => firefox.click('.statement-input')],
    ['AxB', () => goRight(PROSE.length + 1)],
  ];
  for (const [after, go] of ways) {
    await firefox.press('Home');
    await go();
    await firefox.type('x');
    await writtenIs(PROSE + after);
    await firefox.press('Backspace');
    await writtenIs(`${PROSE}AB`);
  }
  await firefox.press('End');
  await firefox.press('Backspace');
  await writtenIs(`${PROSE}A`);
  await firefox.press('End');
  await firefox.type(' The north rose.');
  // Enter goes on writing in the next statement.
  await firefox.press('Enter');
  await firefox.type('Very little melted.');
  await firefox.press('Escape');
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'what was stored',
    `return [...document.querySelectorAll('.statement-text')].map((each) => each.textContent)
      .join('|') === arguments[0];`,
    `${PROSE}A The north rose.|Very little melted.`,
  );
});
