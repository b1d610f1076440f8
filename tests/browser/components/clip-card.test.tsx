import './catalogue';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ClipView } from '@/components/state/clip-view';
import { ClipCard } from '../../../components/clip/ClipCard';
import { reviewReportWords } from '../../../components/review-report/review-report-words';
import { VerdictBadge } from '../../../components/ui/VerdictBadge';
import { CHECK_REASONS, VERDICTS } from '../../../utils/model/evidence';
import { useLanguage } from './catalogue';
import { QUIET_PORT, sampleView } from './samples';
import { byText, expectAccessible, show } from './stage';

function card(view: ClipView, onNote = vi.fn()) {
  return show(
    <ClipCard
      view={view}
      onVerify={vi.fn()}
      onNote={onNote}
      onCopyCitation={vi.fn()}
      port={QUIET_PORT}
      itemEntries={[{ label: 'Delete', onSelect: vi.fn() }]}
    />,
  );
}

test('shows the site, the title and the quote, and leads to the passage', async () => {
  const stage = card(sampleView());
  expect(stage.querySelector('blockquote')?.textContent).toContain('44 centimetres');
  expect(stage.querySelector('.source-line')?.textContent).toContain(
    'hydrology.example Monthly bulletin, April 2026',
  );
  const link = byText('Open at passage') as HTMLAnchorElement;
  expect(link.href).toBe('https://hydrology.example/bulletin#:~:text=On%2030%20April,the%20mean');
  expect(link.rel).toContain('noreferrer');
  await expectAccessible();
});

test('a card shows the raised and lowered letters of its quote and stays as high', () => {
  const view = sampleView({ quote: 'A flow of 106 m of H2O.' });
  const height = () => document.querySelector('blockquote')?.getBoundingClientRect().height;
  card(view);
  const before = height();
  const marks = [
    { start: 12, end: 13, kind: 'raised' as const },
    { start: 20, end: 21, kind: 'lowered' as const },
  ];
  const stage = card({ ...view, pin: view.pin && { ...view.pin, marks } });
  expect(stage.querySelector('blockquote')?.innerHTML).toBe(
    'A flow of 10<sup>6</sup> m of H<sub>2</sub>O.',
  );
  expect(height()).toBe(before);
});

test.each([
  ['Lakes rise | Hydrology', 'Lakes rise'],
  ['Lakes rise - in May – HYDROLOGY', 'Lakes rise - in May'],
  ['Lakes rise | The Gazette', 'Lakes rise'],
  ['Lakes rise — Thé Gazette', 'Lakes rise'],
  ['Lakes rise | Reuters', 'Lakes rise | Reuters'],
  ['Lakes rise – Example', 'Lakes rise – Example'],
  ['Hydrology', 'Hydrology'],
])('the name of the site is shown once: %s', (title, shown) => {
  const stage = card(sampleView({ title, url: 'https://www.thegazette.example/a' }));
  expect(stage.querySelector('.source-words')?.textContent).toBe(shown);
  expect(stage.querySelector('.source-words')?.getAttribute('title')).toContain(title);
});

test.each([
  [
    'a range by its first and last words',
    { start: 'Storage rose', end: 'of the year' },
    'Storage rose … of the year',
  ],
  ['a single term as it is', { start: 'Storage rose' }, 'Storage rose'],
  ['no passage where the directive is invalid', null, 'The citation names no passage.'],
])('shows the passage in the link of an imported citation: %s', (_name, directive, shown) => {
  const view = sampleView();
  const pin = { ...view.pin!, quote: null, directive };
  const stage = card({ ...view, pin });
  expect(stage.querySelector('.quote')?.textContent).toBe(shown);
});

test('names the second of a recording, and leads to the post of a feed', async () => {
  const view = sampleView();
  const located = (locator: Partial<ClipView['clip']['locator']>) =>
    card({ ...view, clip: { ...view.clip, locator: { ...view.clip.locator, ...locator } } });
  expect(located({ time: 3723 }).textContent).toContain('At 1:02:03 in the recording');
  located({ permalink: 'https://hydrology.example/posts/42' });
  const link = byText('Open the post') as HTMLAnchorElement;
  expect(link.href).toBe('https://hydrology.example/posts/42');
  await expectAccessible();
  expect(located({ permalink: 'javascript:alert(1)' }).textContent).not.toContain('the post');
});

test('shows an altered quote as the difference, with the change that matters named', async () => {
  const stage = card(
    sampleView({
      quote: 'Storage rose to 61 per cent.',
      verdict: 'altered',
      check: {
        difference: [
          { op: 'same', text: 'Storage rose to ' },
          { op: 'removed', text: '61' },
          { op: 'added', text: '68' },
          { op: 'same', text: ' per cent.' },
        ],
        changes: [{ fact: 'figure', from: '61', to: '68' }],
      },
    }),
  );
  expect(stage.querySelector('.verdict')?.textContent).toBe('Altered: a figure');
  expect(stage.querySelector('del')?.textContent).toBe('removed: 61');
  expect(stage.querySelector('ins')?.textContent).toBe('added: 68');
  await expectAccessible();
});

test('shows why a quote was not found', () => {
  const stage = card(
    sampleView({ verdict: 'unreachable', check: { reason: 'timed-out', detail: '20 s' } }),
  );
  expect(stage.querySelector('.clip-reason')?.textContent).toBe(
    'The page took too long to answer. (20 s)',
  );
  expect(stage.querySelector('.card-state')?.textContent).toContain('Checked ');
});

test('says beside the reason what its reader can do, and not in a review for others', () => {
  const stage = card(sampleView({ verdict: 'unchecked', check: { reason: 'script-shell' } }));
  expect(stage.querySelector('.clip-reason')?.textContent).toBe(
    'The page is empty until its scripts run. Open the page, then Pincite’s window (its button in the toolbar), and choose “Check my clips of this page”.',
  );
  const { reason } = reviewReportWords(1);
  const advising = CHECK_REASONS.map(reason).filter((words) =>
    /\b(press|choose|button|verify again|restart)\b/i.test(words),
  );
  expect(advising).toEqual([]);
});

test.each([
  ['a title that is markup', { title: '<img src=x onerror=alert(1)>' }],
  ['a quote that is markup', { quote: '</blockquote><script>alert(1)</script>' }],
])('%s is shown as text', (_name, sample) => {
  const stage = card(sampleView(sample));
  expect(stage.querySelector('img, script')).toBeNull();
  expect(stage.textContent).toContain(Object.values(sample)[0]);
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address'])(
  'an address that is no web address is no link: %s',
  (url) => {
    expect(card(sampleView({ url })).querySelector('a')).toBeNull();
  },
);

test('a clip of a whole page is labelled, and its link opens the page', () => {
  const stage = card(sampleView({ quote: null }));
  expect(stage.querySelector('blockquote')).toBeNull();
  expect(stage.textContent).toContain('The whole page');
  expect((byText('Open page') as HTMLAnchorElement).href).not.toContain(':~:');
});

test('a long quote shows two lines until the user opens it', async () => {
  const stage = card(sampleView({ quote: 'A line of words that goes on. '.repeat(60) }));
  const quote = stage.querySelector('blockquote')!;
  await vi.waitFor(() => byText('Show all'));
  const folded = quote.clientHeight;
  await userEvent.click(byText('Show all'));
  expect(Math.round(folded / Number.parseFloat(getComputedStyle(quote).lineHeight))).toBe(2);
  expect(quote.clientHeight).toBeGreaterThan(folded * 4);
});

test('a note is sent at every key press, and Escape returns the focus', async () => {
  const onNote = vi.fn();
  card(sampleView(), onNote);
  await userEvent.click(byText('Note'));
  expect(document.activeElement?.localName).toBe('textarea');
  await userEvent.keyboard('ab');
  expect(onNote.mock.calls.at(-1)).toEqual(['ab']);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Note'));
});

test('every verdict has a word of its own, in both languages', () => {
  for (const language of ['en', 'fr'] as const) {
    useLanguage(language);
    const stage = show(
      <div>
        {VERDICTS.map((verdict) => (
          <VerdictBadge key={verdict} verdict={verdict} />
        ))}
      </div>,
    );
    const words = [...stage.querySelectorAll('.verdict')].map((badge) => badge.textContent);
    expect(new Set(words).size).toBe(VERDICTS.length);
  }
  useLanguage('en');
});

test('fits into 320 px with the longest French words', () => {
  useLanguage('fr');
  const stage = card(
    sampleView({ title: 'Anticonstitutionnellement'.repeat(6), verdict: 'typographic' }),
  );
  stage.style.width = '320px';
  const article = stage.querySelector('article')!;
  expect(article.scrollWidth).toBeLessThanOrEqual(320);
  for (const element of article.querySelectorAll('button, a, .verdict')) {
    expect(element.getBoundingClientRect().right).toBeLessThanOrEqual(320);
  }
  useLanguage('en');
});

test.each(['en', 'fr'] as const)('its buttons fit on one line at 320 px: %s', (language) => {
  useLanguage(language);
  const stage = card(sampleView({ verdict: 'altered' }));
  stage.style.width = '320px';
  const places = [...stage.querySelectorAll('.card-actions > *:not([popover])')].map((each) =>
    each.getBoundingClientRect(),
  );
  useLanguage('en');
  expect(places.length).toBeGreaterThan(3);
  expect(new Set(places.map(({ bottom }) => Math.round(bottom / 8))).size).toBe(1);
});

test('the verdict shows and hides what led to it', async () => {
  const stage = card(sampleView({ verdict: 'altered' }));
  const fold = stage.querySelector<HTMLElement>('.verdict-fold')!;
  const details = document.getElementById(fold.getAttribute('aria-controls') ?? '')!;
  for (const open of [true, false]) {
    fold.focus();
    await userEvent.keyboard('{Enter}');
    expect(fold.getAttribute('aria-expanded')).toBe(String(open));
    expect(details.checkVisibility()).toBe(open);
  }
});
