import './catalogue';
import { expect, test } from 'vitest';
import { PageColumn } from '@/components/review/PageColumn';
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
