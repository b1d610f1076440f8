import './catalogue';
import { expect, test, vi } from 'vitest';
import type { ClipView } from '@/components/state/clip-view';
import { RecentClips } from '../../../components/popup/RecentClips';
import { Slot } from '../../../components/report/Slot';
import { ErrorBoundary } from '../../../components/ui/ErrorBoundary';
import { UnreadableNotice } from '../../../components/ui/UnreadableNotice';
import { useLanguage } from './catalogue';
import { sampleView } from './samples';
import { byText, expectAccessible, show } from './stage';

function Broken({ fails }: { fails: () => boolean }) {
  if (fails()) throw new TypeError('verdict is not a word');
  return <p>Drawn</p>;
}

/** The view with an empty check. */
function brokenView(): ClipView {
  const view = sampleView();
  return { ...view, check: {} as NonNullable<ClipView['check']> };
}

const quiet = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

test('a failed entry shows an error, can be tried again and leaves the other entries', async () => {
  const logged = quiet();
  let fails = true;
  const stage = show(
    <ul>
      {[1, 2, 3].map((n) => (
        <Slot
          key={n}
          id={`${n}`}
          words="words"
          name="Clip"
          at={n}
          of={3}
          keep={false}
          draw={() => (n === 2 ? <Broken fails={() => fails} /> : <p>Entry {n}</p>)}
        />
      ))}
    </ul>,
  );
  await vi.waitFor(() => expect(stage.querySelector('[role=alert]')).not.toBeNull());
  expect(stage.textContent).toContain('Entry 1');
  expect(stage.textContent).toContain('Entry 3');
  expect(stage.textContent).toContain('This entry cannot be shown. The others are not affected.');
  expect(stage.querySelector('details')?.textContent).toContain('verdict is not a word');
  expect((byText('Export what can be read') as HTMLAnchorElement).getAttribute('href')).toBe(
    '/options.html#backup',
  );
  await expectAccessible();
  fails = false;
  byText('Try again').click();
  await vi.waitFor(() => expect(stage.textContent).toContain('Drawn'));
  expect(stage.querySelector('[role=alert]')).toBeNull();
  expect(logged).toHaveBeenCalled();
  logged.mockRestore();
});

test('catches an error of a component that renders again by itself', async () => {
  const logged = quiet();
  const stage = show(
    <ul>
      <Slot
        id="1"
        words="words"
        name="Clip"
        at={1}
        of={1}
        keep={false}
        draw={() => {
          throw new TypeError('nothing to draw');
        }}
      />
    </ul>,
  );
  await vi.waitFor(() => expect(stage.textContent).toContain('This entry cannot be shown.'));
  logged.mockRestore();
});

test('a popup clip with a damaged check leaves the other clips visible', async () => {
  const logged = quiet();
  const whole = { ...sampleView(), clip: { ...sampleView().clip, id: 'other' as never } };
  const stage = show(<RecentClips title="Recent" views={[brokenView(), whole]} />);
  await vi.waitFor(() => expect(stage.querySelectorAll('.recent')).toHaveLength(2));
  expect(stage.textContent).toContain('This entry cannot be shown.');
  expect(stage.textContent).toContain('44 centimetres');
  logged.mockRestore();
});

test.each([
  ['en', 'This page cannot be shown. Your library was not changed.', 'Reload'],
  ['fr', 'Cette page ne peut pas être affichée. Votre bibliothèque est inchangée.', 'Recharger'],
] as const)(
  'a page that fails says so in %s, and can be loaded again',
  async (language, words, again) => {
    const logged = quiet();
    await useLanguage(language);
    const stage = show(
      <ErrorBoundary of="page">
        <Broken fails={() => true} />
      </ErrorBoundary>,
    );
    await vi.waitFor(() => expect(stage.textContent).toContain(words));
    expect(byText(again).closest('button')).not.toBeNull();
    await useLanguage('en');
    logged.mockRestore();
  },
);

test('lists the number of damaged records of a report by kind', async () => {
  const stage = show(<UnreadableNotice counts={{ pins: 2, checks: 1 }} />);
  expect(stage.textContent).toContain(
    '3 damaged records are not shown here: 2 quotes and 1 verdict. Nothing was deleted.',
  );
  await expectAccessible();
  expect(show(<UnreadableNotice counts={{}} />).textContent).toBe('');
});

test('draws again after an error when other content is shown', async () => {
  const logged = quiet();
  const draw = (showing: string) =>
    show(
      <ErrorBoundary of="part" showing={showing}>
        <Broken fails={() => showing === 'first'} />
      </ErrorBoundary>,
    );
  const stage = draw('first');
  await vi.waitFor(() => expect(stage.textContent).toContain('This part cannot be shown.'));
  draw('second');
  await vi.waitFor(() => expect(stage.textContent).toBe('Drawn'));
  logged.mockRestore();
});
