import './catalogue';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FORMAT_LOOK } from '../../../components/export/export-formats';
import type { ReadReport } from '../../../components/import/import-port';
import type { ImportPage } from '../../../components/import/PanelImport';
import { PanelImport } from '../../../components/import/PanelImport';
import { failure } from '../../../utils/model/failure';
import type { ImportReport } from '../../../utils/model/imported-report';
import { err, ok } from '../../../utils/model/result';
import { useLanguage } from './catalogue';
import { DAMAGES, damage, imported, type TestPort, testPort } from './import-samples';
import { brokenWords, byLabel, byText, expectAccessible, show } from './stage';

let port: TestPort;
let shown: ImportPage | null;
let said: { text: string; onUndo: (() => void) | undefined }[];
/** The reports of the notices with Undo. */
let undoable: unknown[];
let bundles: File[];
let opened: string[];
/** How often the test took back an import, so that it is no longer a step of the page's undo. */
let forgotten: number;

/** Draws what the panel adds: the open sheet and the announcements. */
function draw(): void {
  show(
    <PanelImport
      port={port}
      page={shown}
      report={null}
      onPage={(next) => {
        shown = next;
        draw();
      }}
      onBundles={(files) => bundles.push(...files)}
      onImported={(id) => {
        opened.push(id);
        return () => {
          forgotten += 1;
        };
      }}
      onSay={(text, onUndo) => said.push({ text, onUndo })}
      onSayUndoable={(text, onUndo, of) => {
        said.push({ text, onUndo });
        undoable.push(of);
      }}
      onFailure={() => undefined}
    />,
  );
}

beforeEach(async () => {
  await page.viewport(360, 800);
  port = testPort();
  shown = 'import';
  said = [];
  undoable = [];
  bundles = [];
  opened = [];
  forgotten = 0;
  draw();
});
afterEach(() => page.viewport(414, 896));

const dialog = () => document.querySelector('dialog');
const words = () => dialog()?.textContent ?? '';
const chooser = () => document.querySelector<HTMLInputElement>('input[type=file]')!;
const file = (name: string, text = '# A report') => new File([text], name);
const press = (text: string) => userEvent.click(byText(text, 'dialog button'));
const places = () => [...document.querySelectorAll<HTMLElement>('.damage-place')];

async function review(report: ReadReport = imported()): Promise<void> {
  await userEvent.upload(chooser(), file('lakes.md'));
  await vi.waitFor(() => expect(port.inputs).toHaveLength(1));
  port.answerReading(ok(report));
  await vi.waitFor(() => expect(words()).toContain('What was read'));
}

test('in the narrowest panel, no word of the number of citations is broken', async () => {
  await page.viewport(180, 330);
  useLanguage('fr');
  onTestFinished(() => useLanguage('en'));
  draw();
  await userEvent.upload(chooser(), file('lakes.md'));
  await vi.waitFor(() => expect(port.inputs).toHaveLength(1));
  port.answerReading(ok(imported()));
  const total = () => document.querySelector('.import-total');
  await vi.waitFor(() => expect(total()?.textContent).toContain('références'));
  expect(brokenWords(total()!)).toEqual([]);
});

describe('choosing', () => {
  test.each(['markdown', 'html', 'word', 'bundle'] as const)(
    'offers the files that an export to %s writes',
    (format) => {
      expect(chooser().accept.split(',')).toContain(`.${FORMAT_LOOK[format].extension}`);
    },
  );

  test('a chosen file is read, with its progress and the citations so far', async () => {
    await userEvent.upload(chooser(), file('lakes.md'));
    await vi.waitFor(() => expect(port.inputs).toHaveLength(1));
    port.progress({ done: 300_000, total: 1_200_000, citations: 812 });
    await vi.waitFor(() => expect(words()).toContain('300 kB of 1.2 MB read'));
    expect(words()).toContain('lakes.md');
    expect(dialog()?.querySelector('progress')?.position).toBe(0.25);
    expect(dialog()?.querySelector('[role=status]')?.textContent).toContain('812');
    await expectAccessible();
  });

  test('Cancel stops the reading, and nothing is stored', async () => {
    await userEvent.upload(chooser(), file('lakes.md'));
    await vi.waitFor(() => expect(words()).toContain('Reading'));
    await press('Cancel');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.aborted()).toBe(1);
    expect(port.requests).toEqual([]);
    expect(said).toEqual([]);
  });

  test('pasted plain text is read as it is', async () => {
    const field = document.querySelector('textarea')!;
    await userEvent.fill(field, 'The lake rose ([A](https://a.example/)).');
    await press('Read the pasted text');
    expect(port.inputs).toEqual([
      { kind: 'text', text: 'The lake rose ([A](https://a.example/)).' },
    ]);
  });

  test('the button that reads a long pasted report is in view', async () => {
    await page.viewport(360, 640);
    const field = document.querySelector('textarea')!;
    await userEvent.fill(field, 'The lake rose ([A](https://a.example/)).\n\n'.repeat(40));
    const button = byText('Read the pasted text');
    await vi.waitFor(() => {
      const { left, top, width, height } = button.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      expect(button.contains(at)).toBe(true);
    });
  });

  test.each([
    [
      'a page with links is pasted as Markdown',
      '<p><a href="https://a.example">A</a></p>',
      'A',
      true,
    ],
    ['a page without links is pasted as text', '<p>A <b>word</b></p>', 'A word', false],
    [
      'Markdown that an editor coloured is pasted as text',
      '<code>[A](<a href="https://a.example">https://a.example</a>)</code>',
      '[A](https://a.example)',
      false,
    ],
  ])('%s', async (_name, html, text, converted) => {
    const field = document.querySelector('textarea')!;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(converted);
    if (!converted) return;
    await vi.waitFor(() =>
      expect(field.value).toBe(`(markdown of ${html.length.toString()} characters)`),
    );
    expect(words()).toContain('links were kept');
  });

  test('nothing to read, nothing to press', async () => {
    expect((byText('Read the pasted text') as HTMLButtonElement).disabled).toBe(true);
    await expectAccessible();
  });

  test('a gzipped file is treated as a bundle, whatever its name', async () => {
    const gzip = new File([new Uint8Array([0x1f, 0x8b, 8, 0])], 'report.md');
    await userEvent.upload(chooser(), gzip);
    await vi.waitFor(() => expect(bundles).toHaveLength(1));
    expect(port.inputs).toEqual([]);
    expect(dialog()).toBeNull();
  });

  test('bundles among several files wait until the reports are done with', async () => {
    const gzip = (name: string) => new File([new Uint8Array([0x1f, 0x8b, 8, 0])], name);
    await userEvent.upload(chooser(), [gzip('a'), file('lakes.md'), gzip('b')]);
    await vi.waitFor(() => expect(port.inputs).toHaveLength(1));
    expect(bundles).toEqual([]);
    port.answerReading(ok(imported()));
    await vi.waitFor(() => expect(words()).toContain('What was read'));
    await press('Import');
    await vi.waitFor(() => expect(bundles.map(({ name }) => name)).toEqual(['a', 'b']));
  });
});

describe('dropping', () => {
  const drag = (type: string, data: DataTransfer) =>
    document.body.dispatchEvent(
      new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  const withFile = (name: string) => {
    const data = new DataTransfer();
    data.items.add(file(name));
    return data;
  };

  test('a file dragged over the panel shows where it would go, and is read when dropped', async () => {
    shown = null;
    draw();
    const data = withFile('lakes.md');
    drag('dragenter', data);
    await vi.waitFor(() => expect(document.querySelector(':popover-open')).not.toBeNull());
    expect(document.body.textContent).toContain('Drop to import');
    await expectAccessible();
    drag('drop', data);
    await vi.waitFor(() => expect(port.inputs).toHaveLength(1));
    expect(document.querySelector(':popover-open')).toBeNull();
    await vi.waitFor(() => expect(words()).toContain('lakes.md'));
  });

  test('a file that leaves again is not read', async () => {
    const data = withFile('lakes.md');
    drag('dragenter', data);
    await vi.waitFor(() => expect(document.querySelector(':popover-open')).not.toBeNull());
    drag('dragleave', data);
    await vi.waitFor(() => expect(document.querySelector(':popover-open')).toBeNull());
    expect(port.inputs).toEqual([]);
  });

  test('dragged words are left to the page', () => {
    const data = new DataTransfer();
    data.setData('text/plain', 'words');
    // True means that nothing prevented the browser's default action.
    expect(drag('dragover', data)).toBe(true);
    expect(document.querySelector(':popover-open')).toBeNull();
  });

  test('a file dropped during a review waits for its turn', async () => {
    await review();
    drag('drop', withFile('rivers.md'));
    await vi.waitFor(() => expect(words()).toContain('1 of 2: lakes.md'));
    await press('Skip this file');
    await vi.waitFor(() => expect(words()).toContain('2 of 2: rivers.md'));
  });
});

describe('the import report', () => {
  test('lists what was found and what was left unchanged, with the reasons', async () => {
    await review();
    for (const said of [
      '24 citations on 9 pages',
      '21 have a link to their passage',
      '1 of these links can’t be followed to its passage',
      '18 distinct addresses',
      '6 lead where earlier ones lead, and share their clips',
      '1 leads through a search engine',
      '3 are in lists of sources',
      '3 leftover markers of tools cite nothing',
      '1 mark is hidden in the report',
      '2 marks were left as they were',
      '5 headings · 31 statements',
      '([Title](address)) 20',
      'Footnotes 4',
      '1 marker removed · 2 markers removed, their words still cut',
      '1 emphasis mark added · 1 place only pointed out',
    ]) {
      expect(words().replaceAll(/\s+/g, ' ')).toContain(said.replaceAll(/\s+/g, ' '));
    }
    await press('Left as it was');
    await vi.waitFor(() => expect(words()).toContain('[a note](javascript:alert(1))'));
    expect(words()).toContain('an address that is not a web page');
    expect(words()).toContain('hidden from readers');
    expect(document.querySelector('a[href^="javascript"]')).toBeNull();
    await expectAccessible();
  });

  test('lists every damaged place with the original and the repair', async () => {
    await review();
    expect(places()).toHaveLength(DAMAGES.length);
    const [first, second, , emphasis, directive] = places();
    expect(first?.querySelector('del')?.textContent).toContain('】');
    expect(first?.textContent).toContain('Line 3 · 1 character lost');
    expect(second?.textContent).toContain('4 characters lost');
    expect(second?.textContent).toContain('No word of this report fits here.');
    expect(emphasis?.querySelector('ins')?.textContent).toContain('**');
    expect(directive?.textContent).toContain('text=,high%20water');
    expect(directive?.textContent).toContain('a term is empty');
    expect(directive?.querySelector('button')).toBeNull();
  });

  test('one place is kept as it was, and the rest repaired', async () => {
    await review();
    const keep = byLabel('Keep the original: line 12, “the weir was shut”');
    await userEvent.click(keep);
    await vi.waitFor(() => expect(words()).toContain('1 place kept as written'));
    expect(places()[2]?.querySelector('del')).toBeNull();
    expect(places()[2]?.querySelector('mark')?.textContent).toBe('0】');
    // The focus is still on the button, which now undoes the repair.
    expect(document.activeElement?.textContent).toBe('Remove the marker');
    await press('Import');
    await vi.waitFor(() => expect(port.requests).toHaveLength(1));
    expect([...port.requests[0]!.choices.kept]).toEqual([DAMAGES[2]!.id]);
  });

  test('one click chooses a completion and another one undoes it', async () => {
    await review();
    const february = byLabel('Complete as “February”: line 3, “of the lake in Februar”');
    await userEvent.click(february);
    await vi.waitFor(() => expect(february.getAttribute('aria-pressed')).toBe('true'));
    expect(places()[0]?.querySelector('ins')?.textContent).toContain('y');
    expect(places()[0]?.textContent).toContain('Marker removed, word completed');
    await userEvent.click(february);
    await vi.waitFor(() => expect(february.getAttribute('aria-pressed')).toBe('false'));
    await userEvent.click(byLabel('Complete as “Februars”: line 3, “of the lake in Februar”'));
    await press('Import');
    await vi.waitFor(() => expect(port.requests).toHaveLength(1));
    expect([...port.requests[0]!.choices.completions]).toEqual([[DAMAGES[0]!.id, 's']]);
  });

  test.each([360, 400])('what was done with a place is not squeezed in %i px', async (width) => {
    await page.viewport(width, 800);
    await review();
    await userEvent.click(byLabel('Complete as “February”: line 3, “of the lake in Februar”'));
    const state = () => places()[0]?.querySelector<HTMLElement>('.damage-state');
    await vi.waitFor(() => expect(state()?.textContent).toBe('Marker removed, word completed'));
    expect(state()?.offsetWidth).toBeGreaterThanOrEqual(140);
  });

  test('says of a word that is still cut that it is', async () => {
    await review();
    const states = places().map((place) => place.querySelector('.damage-state')?.textContent);
    expect(states).toEqual([
      'Marker removed, word still cut',
      'Marker removed, word still cut',
      'Marker removed',
      'Emphasis mark added',
      'Pointed out',
    ]);
  });

  test('words with one likely candidate are completed together, and taken back one by one or all', async () => {
    const cut = (line: number, before: string, ...completions: string[]) =>
      damage({
        ...{ line, before, completions, cutAt: 4, missing: completions[0]?.length ?? 2 },
        isLikely: completions.length === 1 && before !== 'our soci',
      });
    const damages = [
      cut(1, 'rose in Februar', 'y'),
      cut(2, 'the old sluic', 'e'),
      cut(3, 'the gat', 'e', 's'),
      cut(4, 'a wor'),
      // A year and a whole word would be facts that the report does not say here.
      cut(5, 'until ', '2060'),
      cut(6, 'in the systems ', 'here'),
      cut(7, '(a crack in the frame', ')'),
      cut(8, 'our soci', 'ology'),
    ];
    await review(imported({ importReport: { damage: damages } }));
    await press('Complete 3 words that have one likely candidate');
    await vi.waitFor(() =>
      expect(words()).toContain(
        '5 markers removed, their words still cut · 3 markers removed, their words completed',
      ),
    );
    // The focus is on the act that takes them back.
    await vi.waitFor(() =>
      expect(document.activeElement?.textContent).toBe('Take back all 3 completions'),
    );
    await expectAccessible();
    await userEvent.click(byLabel('Take back the completion: line 2, “the old sluic”'));
    await vi.waitFor(() => expect(words()).toContain('2 markers removed, their words completed'));
    await userEvent.click(byLabel('Complete as “gats”: line 3, “the gat”'));
    await press('Import');
    await vi.waitFor(() => expect(port.requests).toHaveLength(1));
    expect([...port.requests[0]!.choices.completions]).toEqual([
      [damages[0]!.id, 'y'],
      [damages[6]!.id, ')'],
      [damages[2]!.id, 's'],
    ]);
  });

  test('words with one doubtful candidate have a list of their own, and are chosen one by one', async () => {
    const one = { cutAt: 4, missing: 5, completions: ['ology'] };
    await review(
      imported({
        importReport: {
          damage: [
            damage({ line: 1, before: 'our soci', ...one }),
            damage({ line: 2, before: 'the bi', ...one, isLikely: true }),
            damage({ line: 3, before: 'a wor', cutAt: 4, missing: 2 }),
          ],
        },
      }),
    );
    const lists = () =>
      [...document.querySelectorAll('.damage-list-head')].map((head) => [
        head.textContent,
        head.parentElement?.querySelector('.damage-place .muted')?.textContent,
      ]);
    const listed = [
      ['One likely candidate 11 place', 'Line 2 · 5 characters lost'],
      ['One candidate, in doubt: look at each 11 place', 'Line 1 · 5 characters lost'],
      ['Other places 11 place', 'Line 3 · 2 characters lost'],
    ];
    expect(lists()).toEqual(listed);
    const chosen = () =>
      [...document.querySelectorAll('[aria-pressed=true]')].map((button) => button.textContent);
    expect(chosen()).toEqual([]);
    await press('Complete 1 word that has one likely candidate');
    await vi.waitFor(() => expect(chosen()).toEqual(['biology']));
    await expectAccessible();
    await userEvent.click(byLabel('Complete as “sociology”: line 1, “our soci”'));
    await vi.waitFor(() => expect(chosen()).toEqual(['biology', 'sociology']));
    // A decision does not move a place to another list.
    expect(lists()).toEqual(listed);
    await press('Take back all 2 completions');
    await vi.waitFor(() => expect(chosen()).toEqual([]));
  });

  test('takes all completions back at once', async () => {
    await review();
    await userEvent.click(byLabel('Complete as “February”: line 3, “of the lake in Februar”'));
    await press('Take back 1 completion');
    await vi.waitFor(() => expect(document.querySelector('[aria-pressed=true]')).toBeNull());
    expect(places()[0]?.textContent).toContain('Marker removed, word still cut');
  });

  test('a kind is kept or repaired as a whole; keeping also undoes completions', async () => {
    await review();
    await userEvent.click(byLabel('Complete as “February”: line 3, “of the lake in Februar”'));
    await press('Keep all originals');
    await vi.waitFor(() =>
      expect(words()).toContain('1 emphasis mark added · 3 places kept as written'),
    );
    expect(document.querySelector('[aria-pressed=true]')).toBeNull();
    await press('Remove all markers');
    await vi.waitFor(() => expect(words()).toContain('1 marker removed · 2 markers removed'));
    expect(words()).not.toContain('kept as written · ');
  });

  test('thousands of places are drawn a page at a time, and all can be reached', async () => {
    const many = Array.from({ length: 2_250 }, (_, at) => damage({ line: at + 1 }));
    await review(imported({ importReport: { damage: many } }));
    expect(places()).toHaveLength(100);
    await press('Show 100 more');
    await vi.waitFor(() => expect(places()).toHaveLength(200));
    // Reading goes on at the first new place.
    await vi.waitFor(() => expect(document.activeElement).toBe(places()[100]));
    await press('Keep all originals');
    await vi.waitFor(() => expect(words()).toContain('2250 places kept as written'));
  });

  test.each([
    [
      'damaged places',
      { damage: Array.from({ length: 130 }, (_, at) => damage({ line: at + 1 })) },
    ],
    [
      'places that were left alone',
      {
        leftAlone: Array.from({ length: 130 }, (_, at) => ({
          ...({ why: 'unknown-reference', text: '[^9]', line: at + 1 } as const),
        })),
      },
    ],
  ])(
    'the button that shows the last of many %s leaves the focus in the list',
    async (_name, has) => {
      const { damage: damages = [], leftAlone = [] } = has as Partial<ImportReport>;
      await review(imported({ importReport: { damage: damages, leftAlone } }));
      const more = () => page.getByRole('button', { name: 'Show 30 more' }).query();
      if (damages.length === 0) await userEvent.click(byText('Left as it was', 'dialog button'));
      await vi.waitFor(() => expect(more()).not.toBeNull());
      (more() as HTMLElement).focus();
      await userEvent.keyboard('{Enter}');
      await vi.waitFor(() => expect(more()).toBeNull());
      await vi.waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Line 101/));
    },
  );

  test('what was left out of a Word document is said', async () => {
    await review({ ...imported(), word: { images: 2, worksWithoutAddress: 1 } });
    expect(words()).toContain('2 images of the document are left out');
    expect(words()).toContain('1 work of the reference manager has no address and no DOI');
  });

  test('a report without citations can be imported too', async () => {
    const none = { citations: 0, byStyle: {}, withDirective: 0, pages: 0, damage: [] };
    await review(imported({ importReport: none }));
    expect(words()).toContain('No citation was found');
    expect(words()).toContain('No damage was found.');
    await press('Import');
    await vi.waitFor(() => expect(said[0]?.text).toContain('0'));
  });
});

describe('importing', () => {
  test('goes into a new report of the title and language set', async () => {
    await review();
    await userEvent.fill(
      document.querySelector<HTMLInputElement>('dialog input[type=text]')!,
      'Lakes',
    );
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'fr');
    await press('Import');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.requests[0]?.target).toEqual({ kind: 'new', title: 'Lakes', language: 'fr' });
    expect(opened).toHaveLength(1);
  });

  test('without a title takes the name of the file', async () => {
    await review(imported({ title: ' ' }));
    expect(document.querySelector<HTMLInputElement>('dialog input[type=text]')?.value).toBe(
      'lakes',
    );
  });

  test('asks for a title before it imports', async () => {
    await review();
    await userEvent.clear(document.querySelector<HTMLInputElement>('dialog input[type=text]')!);
    expect((byText('Import', 'dialog button') as HTMLButtonElement).disabled).toBe(true);
  });

  test('is undone as a whole', async () => {
    await review();
    await press('Import');
    await vi.waitFor(() => expect(said).toHaveLength(1));
    expect(undoable).toEqual(opened);
    said[0]?.onUndo?.();
    await vi.waitFor(() => expect(port.undone).toHaveLength(1));
    await vi.waitFor(() => expect(said[1]?.text).toBe('The import was moved to the bin.'));
    expect(forgotten).toBe(1);
  });

  test('that fails shows the reason, and keeps the decisions', async () => {
    await review();
    await userEvent.click(byLabel('Keep the original: line 12, “the weir was shut”'));
    port.failStoring(failure('quota_exceeded'));
    await press('Import');
    await vi.waitFor(() => expect(words()).toContain('The disk has no room left'));
    expect(words()).toContain('1 place kept as written');
    expect(said).toEqual([]);
    port.failStoring(null);
    await press('Import');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.requests[1]?.choices.kept.size).toBe(1);
  });

  test('several files are read one after another, and a refused one is reported and skipped', async () => {
    await userEvent.upload(chooser(), [file('a.md'), file('b.bin'), file('c.md')]);
    await vi.waitFor(() => expect(words()).toContain('1 of 3: a.md'));
    port.answerReading(ok(imported()));
    await vi.waitFor(() => expect(words()).toContain('What was read'));
    await press('Import');
    await vi.waitFor(() => expect(words()).toContain('2 of 3: b.bin'));
    port.answerReading(err(failure('bad_message', 'line 4')));
    await vi.waitFor(() => expect(words()).toContain('“b.bin” was not imported'));
    expect(words()).toContain('line 4');
    await expectAccessible();
    await press('Skip this file');
    await vi.waitFor(() => expect(words()).toContain('3 of 3: c.md'));
    port.answerReading(ok(imported()));
    await vi.waitFor(() => expect(words()).toContain('What was read'));
    await press('Import');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.inputs).toHaveLength(3);
    expect(said[0]?.text).toContain('Imported 2 reports');
    said[0]?.onUndo?.();
    await vi.waitFor(() => expect(port.undone).toHaveLength(2));
  });
});

describe('leaving', () => {
  test('without decisions needs no question', async () => {
    await review();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.requests).toEqual([]);
  });

  test('asks first if decisions were made', async () => {
    await review();
    await press('Keep all originals');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Stay'));
    await press('Stay');
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    await press('Cancel');
    await press('Leave');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(port.requests).toEqual([]);
  });
});

test('the focus returns to the earlier element', async () => {
  shown = null;
  draw();
  const button = document.createElement('button');
  button.textContent = 'Open';
  document.body.append(button);
  button.focus();
  shown = 'import';
  draw();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Import a report'));
  await review();
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(dialog()).toBeNull());
  expect(document.activeElement).toBe(button);
  button.remove();
});
