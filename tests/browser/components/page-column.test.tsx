import './catalogue';
import { expect, test, vi } from 'vitest';
import { PageColumn } from '@/components/review/PageColumn';
import type { ClipView } from '@/components/state/clip-view';
import type { Check } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import type { LibraryReader } from '@/utils/storage/read';
import { sampleView } from './samples';
import { show } from './stage';

test.each(['image', 'page'] as const)(
  'for a clip of the kind “%s” without a passage, the desk says that there is nothing to check',
  (kind) => {
    const { clip, ...sample } = sampleView();
    const view = { ...sample, clip: { ...clip, kind }, pin: null, check: null };
    const stage = show(
      <PageColumn reader={null} view={view} whenClipped={false} onWhenClipped={() => undefined} />,
    );
    expect(stage.querySelector('.page-nothing')?.textContent).toContain('has no passage to check');
  },
);

test.each([
  ['that no check has read', false, 'The page has not been read yet.'],
  ['whose passage was changed after it was read', true, 'changed after the page was read'],
])('in place of the text of a page %s, the desk says so', (_name, pinnedSince, words) => {
  const view = { ...sampleView(), check: null, pinnedSince };
  const stage = show(
    <PageColumn reader={null} view={view} whenClipped={false} onWhenClipped={() => undefined} />,
  );
  expect(stage.querySelector('.page-nothing')?.textContent).toContain(words);
});

test.each([
  ['unreachable', 'Page'],
  ['blocked', 'Page'],
  ['gone', 'Page'],
  ['missing', 'Page, as read'],
] as const)('the title says whether a page with the verdict “%s” was read', (verdict, title) => {
  const view = sampleView({ verdict });
  const stage = show(
    <PageColumn reader={null} view={view} whenClipped={false} onWhenClipped={() => undefined} />,
  );
  const shown = stage.querySelector('#page-title')?.textContent ?? '';
  expect(shown.startsWith(title)).toBe(true);
  expect(shown === 'Page').toBe(title === 'Page');
});

/** A clip from a file of Anna's. Only she has checked it, and her text of the page has 7 lines. */
function readByAnna(of: Partial<Check>): { view: ClipView; reader: LibraryReader } {
  const { check, ...sample } = sampleView({ verdict: 'verbatim' });
  if (check === null) throw new Error('A sample with a verdict has a check.');
  const theirs = { ...check, snapshotId: newId<'snapshot'>(), ...of };
  const foreign = { check: theirs, by: { kind: 'bundle' as const, name: 'Anna' } };
  const text = 'First line.\nThe level was 44 centimetres above the mean.\nLast line.';
  return {
    view: { ...sample, check: null, foreign },
    reader: { snapshotText: async () => ok(text) } as unknown as LibraryReader,
  };
}

test('the page is shown as another person read it while this library has not, and it says so', async () => {
  const { view, reader } = readByAnna({ verdict: 'verbatim' });
  const found = { ...view.foreign?.check.evidence, position: { start: 12, end: 33 } };
  const check = { ...view.foreign?.check, evidence: found } as Check;
  const foreign = view.foreign && { ...view.foreign, check };
  const stage = show(
    <PageColumn
      reader={reader}
      view={{ ...view, foreign }}
      whenClipped={false}
      onWhenClipped={() => undefined}
    />,
  );
  await vi.waitFor(() => expect(stage.querySelector('.page-text')).not.toBeNull());
  expect(stage.querySelector('.page-passage')?.textContent).toBe('The level was 44 cent');
  expect(stage.querySelector('.page-text')?.textContent).toContain('Last line.');
  expect(stage.querySelector('#page-title')?.textContent).toMatch(
    /^Page, as read by “Anna” \(unverified name\), /,
  );
  expect(stage.querySelector('[role=note]')?.textContent).toContain('not checked in this library');
});

test('of a page that is cited as a whole, the text is shown from its beginning', async () => {
  const { view, reader } = readByAnna({ verdict: 'unpinned' });
  const stage = show(
    <PageColumn reader={reader} view={view} whenClipped={false} onWhenClipped={() => undefined} />,
  );
  await vi.waitFor(() =>
    expect(stage.querySelector('.page-text')?.textContent).toMatch(/^First line\..*Last line\.$/s),
  );
});

test.each([
  ['with its passage', 'Two metres of snow lay there.', 'Two metres of snow lay there.'],
  ['from its beginning if the passage is not in it', 'Nobody wrote this.', ''],
])(
  'while a new pin is not checked, the last text of the page is shown: %s',
  async (_name, quote, passage) => {
    const { check, pin, ...sample } = sampleView({ verdict: 'unpinned' });
    if (check === null || pin === null) throw new Error('A sample with a verdict has both.');
    const lastRead = { ...check, snapshotId: newId<'snapshot'>() };
    const view = { ...sample, pin: { ...pin, quote }, check: null, pinnedSince: true, lastRead };
    const text = 'First line.\nTwo metres of snow lay there.\nLast line.';
    const reader = { snapshotText: async () => ok(text) } as unknown as LibraryReader;
    const stage = show(
      <PageColumn
        reader={reader}
        view={view}
        whenClipped={false}
        onWhenClipped={() => undefined}
      />,
    );
    await vi.waitFor(() => expect(stage.querySelector('.page-text')?.textContent).toBe(text));
    expect(stage.querySelector('.page-passage')?.textContent).toBe(passage);
    expect(stage.querySelector('#page-title')?.textContent).toMatch(/^Page, as read /);
  },
);

test.each([
  ['found', 'passage'],
  ['clipped', 'pin'],
])('raises and lowers what the page does in the passage as %s', (_name, of) => {
  const view = sampleView({ quote: 'A flow of 106 m of H2O.', verdict: 'verbatim' });
  const marks = [
    { start: 12, end: 13, kind: 'raised' as const },
    { start: 20, end: 21, kind: 'lowered' as const },
  ];
  const own = of === 'passage' ? { marks } : {};
  const passage = { before: 'See: ', text: view.pin?.quote ?? '', after: ' It fell.', ...own };
  const evidence = { ...view.check?.evidence, passage };
  const shown = {
    ...view,
    pin: view.pin && (of === 'pin' ? { ...view.pin, marks } : view.pin),
    check: { ...view.check, evidence } as Check,
  };
  const stage = show(
    <PageColumn reader={null} view={shown} whenClipped={false} onWhenClipped={() => undefined} />,
  );
  const drawn = stage.querySelector('.page-passage');
  expect(drawn?.innerHTML).toBe('A flow of 10<sup>6</sup> m of H<sub>2</sub>O.');
});

test.each([
  [true, 'Reservoir fell to 29 percent'],
  [false, 'Reservoir fell to 31 percent'],
])('a page that is shown as it was clipped has its old title: %s', async (whenClipped, title) => {
  const { clip, source, ...sample } = sampleView({ verdict: 'altered' });
  if (source === null) throw new Error('A sample has a source.');
  const view: ClipView = {
    ...sample,
    clip: { ...clip, snapshotId: newId<'snapshot'>() },
    source: { ...source, title: 'Reservoir fell to 31 percent' },
    clippedSource: { ...source, title: 'Reservoir fell to 29 percent' },
  };
  const reader = { snapshotText: async () => ok('The text.') } as unknown as LibraryReader;
  const stage = show(
    <PageColumn
      reader={reader}
      view={view}
      whenClipped={whenClipped}
      onWhenClipped={() => undefined}
    />,
  );
  await vi.waitFor(() => expect(stage.querySelector('[role=status]')).toBeNull());
  expect(stage.querySelector('.page-name')?.textContent).toBe(title);
});
