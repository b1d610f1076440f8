import './catalogue';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ClipView } from '@/components/state/clip-view';
import { ClipCard } from '../../../components/clip/ClipCard';
import type { ClipPort, PinChoice } from '../../../components/clip/clip-port';
import type { Check, Pin } from '../../../utils/model/evidence';
import { newId } from '../../../utils/model/ids';
import { ok } from '../../../utils/model/result';
import type { HistoryEntry } from '../../../utils/storage/read';
import { useLanguage } from './catalogue';
import { QUIET_PORT, type Sample, sampleView } from './samples';
import { byText, expectAccessible, show } from './stage';

const PASSAGE = {
  before: 'The status of the reservoir. ',
  text: 'Storage rose to 68 per cent.',
  after: ' The sluice stayed closed.',
};
const POSITION = { start: 29, end: 57 };
const ALTERED: Sample = {
  quote: 'Storage rose to 61 per cent.',
  verdict: 'altered',
  check: {
    reason: 'words-changed',
    passage: PASSAGE,
    position: POSITION,
    difference: [
      { op: 'same', text: 'Storage rose to ' },
      { op: 'removed', text: '61' },
      { op: 'added', text: '68' },
      { op: 'same', text: ' per cent.' },
    ],
    changes: [{ fact: 'figure', from: '61', to: '68' }],
  },
};

/** A view whose check kept the text that it read. */
function checkedView(sample: Sample, check: Partial<Check> = {}, pin: Partial<Pin> = {}): ClipView {
  const view = sampleView(sample);
  if (view.check === null || view.pin === null) throw new Error('Give a verdict.');
  return {
    ...view,
    pin: { ...view.pin, ...pin },
    check: { ...view.check, snapshotId: newId<'snapshot'>(), ...check },
  };
}

function card(view: ClipView, port: Partial<ClipPort> = {}) {
  const stage = show(
    <ClipCard
      view={view}
      onVerify={vi.fn()}
      onNote={vi.fn()}
      onCopyCitation={vi.fn()}
      port={{ ...QUIET_PORT, ...port }}
      itemEntries={[]}
    />,
  );
  stage.style.width = '380px';
  return stage;
}

const details = (stage: HTMLElement) => stage.querySelector<HTMLElement>('.clip-details')!;
const openDetails = (stage: HTMLElement) =>
  userEvent.click(stage.querySelector<HTMLElement>('.disclosure')!);
const article = (stage: HTMLElement) => stage.querySelector<HTMLElement>('article')!;

test('a page with another title says so, and the user can take it', async () => {
  const view = checkedView({ verdict: 'verbatim' }, {});
  const titled = (title: string) => ({
    ...view,
    lastRead: { ...view.check!, evidence: { ...view.check!.evidence, title } },
  });
  const same = card(titled(view.source!.title));
  expect(same.textContent).not.toContain('title is now');
  const retitle = vi.fn();
  const stage = card(titled('The level, corrected'), { retitle });
  expect(stage.textContent).toContain('The page’s title is now “The level, corrected”.');
  await userEvent.click(byText('Use the new title'));
  expect(retitle).toHaveBeenCalledWith('The level, corrected');
  await expectAccessible();
});

test('a clip of a table shows each row on a line', () => {
  const quote = 'Region\nQ3 2025\nQ2 2026\nNorth\n6.2\n6.6\nSouth\n5.1\n4.9';
  const words = card(sampleView({ quote })).querySelector<HTMLElement>('blockquote');
  expect(words?.textContent).toBe('Region Q3 2025 Q2 2026\nNorth 6.2 6.6\nSouth 5.1 4.9');
});

test('an altered row of a table shows what changed in one line', () => {
  const view = sampleView({
    quote: 'Germany\n275,697\n236,000',
    verdict: 'altered',
    check: {
      difference: [
        { op: 'same', text: 'Germany\n275,697\n' },
        { op: 'removed', text: '236,000' },
        { op: 'added', text: '238,000' },
      ],
      changes: [{ fact: 'figure', from: '236,000', to: '238,000' }],
    },
  });
  const words = card(view).querySelector<HTMLElement>('blockquote');
  expect(words?.textContent).toMatch(/^Germany 275,697 .*236,000.*238,000$/);
});

test('the details of a check are folded until the user opens them, and are complete', async () => {
  const view = checkedView(ALTERED, {
    flags: ['redirected', 'dead-link'],
    finalUrl: 'https://hydrology.example/elsewhere',
  });
  const stage = card(view);
  expect(details(stage).checkVisibility()).toBe(false);
  await openDetails(stage);
  const said = details(stage).textContent;
  for (const words of [
    'The page now has a similar passage that says something different.',
    'The wording changed.',
    'a figure: 61 → 68',
    'Redirected. The address leads to another one',
    'The link does not lead to the passage. No browser finds',
    'downloaded without being signed in to your accounts',
    'HTTP 200',
    'https://hydrology.example/elsewhere',
    'May 2, 2026',
  ]) {
    expect(said).toContain(words);
  }
  expect(details(stage).querySelector('mark')?.textContent).toBe(PASSAGE.text);
  expect(details(stage).querySelector('.passage')?.textContent).toContain(PASSAGE.before);
  await expectAccessible();
  await openDetails(stage);
  expect(details(stage).checkVisibility()).toBe(false);
});

test.each([
  ['Failed to fetch', false],
  ['NetworkError when attempting to fetch resource.', false],
  ['dams.example', true],
])(
  'of a site that was not reached, the host is shown and no words of the browser: %s',
  async (detail, isShown) => {
    const check = { reason: 'network-error', detail } as const;
    const stage = card(checkedView({ verdict: 'unreachable', check }));
    await openDetails(stage);
    expect(stage.querySelector('.clip-reason')?.textContent.includes(detail)).toBe(isShown);
    expect(details(stage).textContent.includes(detail)).toBe(isShown);
  },
);

test('shows what a link without text selects, and each step of reading', async () => {
  const check: Partial<Check['evidence']> = {
    ...ALTERED.check,
    located: {
      length: 420,
      blocks: 3,
      apart: 380,
      weakest: { term: 'the', letters: 3, places: 41 },
    },
    steps: [
      {
        reader: 'fetch',
        verdict: 'unchecked',
        reason: 'not-found-not-rendered',
        detail: null,
        httpStatus: 200,
        url: null,
      },
      {
        reader: 'render',
        verdict: 'located',
        reason: null,
        detail: null,
        httpStatus: null,
        url: null,
      },
    ],
  };
  const view = checkedView({ ...ALTERED, verdict: 'located', check }, {}, { quote: null });
  const stage = card(view);
  await openDetails(stage);
  const said = details(stage).textContent;
  for (const words of ['420', '380', '41', 'Its weakest term is “the”.']) {
    expect(said).toContain(words);
  }
  const steps = [...details(stage).querySelectorAll('ol.check-list li')];
  expect(steps.map((step) => step.textContent.trim())).toEqual([
    expect.stringMatching(/^downloaded .* · No result · Not found in the page as downloaded/),
    'opened in a window of this browser · Located',
  ]);
  await expectAccessible();
});

test.each([
  ['replaced', { fact: 'figure', from: '61', to: '68' }, 'a figure: 61 → 68'],
  ['added', { fact: 'negation', from: '', to: 'not' }, 'a negation: not added'],
  ['removed', { fact: 'negation', from: 'not', to: '' }, 'a negation: not removed'],
] as const)('a change that was %s is named', async (_name, change, words) => {
  const stage = card(checkedView({ ...ALTERED, check: { ...ALTERED.check, changes: [change] } }));
  await openDetails(stage);
  expect(details(stage).querySelector('.check-list')?.textContent).toBe(words);
});

test.each([
  ['verbatim', ['']],
  ['missing', ['']],
  ['altered', ['Use the page’s words', 'Renew the link']],
  ['located', ['Adopt as the quote A']],
  ['unpinned', ['Find the passage P']],
] as const)('what may be pinned after a verdict: %s', (verdict, buttons) => {
  const stage = card(
    checkedView({ ...ALTERED, verdict }, {}, verdict === 'located' ? { quote: null } : {}),
  );
  const shown = [...stage.querySelectorAll('.pin-acts button')].map((each) => each.textContent);
  expect(shown.join('|')).toBe(buttons.join('|'));
});

test('a moved quote gets a new link, and the page’s words only where they differ', () => {
  const moved = (quote: string) => {
    const stage = card(checkedView({ ...ALTERED, quote, verdict: 'moved' }));
    return [...stage.querySelectorAll('.pin-acts button')].map((each) => each.textContent);
  };
  expect(moved(PASSAGE.text)).toEqual(['Renew the link']);
  expect(moved('Storage rose to 68 per cent')).toEqual(['Renew the link', 'Use the page’s words']);
});

test('a link whose surroundings changed is not renewed unread', () => {
  const sample = { ...ALTERED, verdict: 'moved' } as const;
  const words = 'Read the passage in the details before you renew the link.';
  expect(card(checkedView(sample)).textContent).not.toContain(words);
  expect(card(checkedView(sample, { flags: ['changed-nearby'] })).textContent).toContain(words);
});

test('without the page’s text nothing is offered, and the card says why', () => {
  const stage = card(checkedView(ALTERED, { snapshotId: null }));
  expect(stage.querySelector('.pin-acts')).toBeNull();
  expect(stage.textContent).toContain('This check did not keep the page’s text.');
});

test('a button pins the passage that the check found', async () => {
  const pin = vi.fn();
  card(checkedView(ALTERED), { pin });
  await userEvent.click(byText('Use the page’s words'));
  await userEvent.click(byText('Renew the link'));
  expect(pin.mock.calls).toEqual([
    [{ act: 'take', position: POSITION }],
    [{ act: 'renew', position: POSITION }],
  ]);
});

test('a closed card shows the located words without the text around them', async () => {
  const stage = card(checkedView({ ...ALTERED, verdict: 'located' }, {}, { quote: null }));
  expect(stage.querySelector('.passage')?.textContent).toBe(PASSAGE.text);
  await openDetails(stage);
  expect(details(stage).querySelector('.passage')?.textContent).toContain(PASSAGE.before.trim());
});

test('A on the card adopts what a link without wording finds, and shows it before', async () => {
  const pin = vi.fn();
  const view = checkedView({ ...ALTERED, verdict: 'located' }, {}, { quote: null });
  const stage = card(view, { pin });
  expect(stage.querySelector('.passage mark')?.textContent).toBe(PASSAGE.text);
  article(stage).focus();
  await userEvent.keyboard('a');
  expect(pin.mock.calls).toEqual([[{ act: 'adopt', position: POSITION }]]);
  await expectAccessible();
});

test('A does nothing where nothing can be adopted, or inside a field', async () => {
  const pin = vi.fn();
  const stage = card(checkedView(ALTERED), { pin });
  article(stage).focus();
  await userEvent.keyboard('ap1');
  expect(pin).not.toHaveBeenCalled();
});

test('the badge says so if several figures changed', () => {
  const changes = [
    { fact: 'figure' as const, from: '12', to: '14' },
    { fact: 'figure' as const, from: '1 245 300', to: '1 217 000' },
    { fact: 'name' as const, from: 'Rivers', to: 'Ports' },
  ];
  const stage = card(checkedView({ ...ALTERED, check: { ...ALTERED.check, changes } }));
  expect(stage.querySelector('.verdict')?.textContent).toBe('Altered: figures');
});

test('the badge and the details say that a sentence was removed', async () => {
  const check = {
    ...ALTERED.check,
    changes: [{ fact: 'sentence' as const, from: 'It fell in May.', to: '' }],
  };
  const stage = card(checkedView({ ...ALTERED, check }));
  expect(stage.querySelector('.verdict')?.textContent).toBe('Altered: a sentence removed');
  await openDetails(stage);
  expect(details(stage).textContent).toContain('a sentence removed: It fell in May.');
});

const UNQUOTED = { quote: null } as const;
test.each<readonly [name: string, key: string, view: () => ClipView, said: string]>([
  [
    'A where no check was made',
    'a',
    () => sampleView({ quote: 'It rose.' }),
    'This clip was not checked, so no passage is known. Press V to verify the report.',
  ],
  [
    'A where the citation names no passage',
    'a',
    () => checkedView({ ...ALTERED, verdict: 'unpinned' }, {}, UNQUOTED),
    'The citation names no passage, so there is nothing to adopt. Press P to find the passage.',
  ],
  [
    'P where the link finds a passage',
    'p',
    () => checkedView({ ...ALTERED, verdict: 'located' }, {}, UNQUOTED),
    'The link already finds a passage. Press A to adopt it as the quote.',
  ],
  [
    'A where the quote was altered',
    'a',
    () => checkedView(ALTERED),
    'This clip already has its quote. Use the button “Use the page’s words” on its card.',
  ],
  [
    'A where the quote is on the page',
    'a',
    () => checkedView({ quote: 'It rose.', verdict: 'verbatim' }),
    'This clip already has its quote, so there is nothing to adopt or find. Press V to verify the report again.',
  ],
  [
    'P where the quote is not on the page any more',
    'p',
    () => checkedView({ quote: 'It rose.', verdict: 'missing' }),
    'Its quote is not on the page. Clip the passage that says it now, cite that clip instead, and delete this one.',
  ],
  [
    'P where the page is gone',
    'p',
    () => checkedView({ quote: 'It rose.', verdict: 'gone' }),
    'Its page is gone. Clip the passage on a page that still has it, cite that clip instead, and delete this one.',
  ],
  [
    'A where the check found no passage',
    'a',
    () => checkedView({ quote: 'It rose.', verdict: 'blocked' }, {}, UNQUOTED),
    'The last check found no passage to adopt. Press V to verify the report again.',
  ],
  [
    'A on a clip of a whole page',
    'a',
    () => sampleView({ quote: null }),
    'This clip is a whole page or an image, so it has no passage to adopt or find.',
  ],
  [
    'P where the check kept no text',
    'p',
    () => checkedView({ ...ALTERED, verdict: 'located' }, { snapshotId: null }, UNQUOTED),
    'This check did not keep the page’s text. Verify again to pin a passage.',
  ],
])('%s says why it does nothing', async (_name, key, view, said) => {
  const say = vi.fn();
  const pin = vi.fn();
  const stage = card(view(), { say, pin });
  article(stage).focus();
  await userEvent.keyboard(key);
  expect(say.mock.calls).toEqual([[said]]);
  expect(pin).not.toHaveBeenCalled();
});

const CANDIDATES = [
  { start: 10, end: 40, score: 3, shared: ['44', 'Northern'], text: 'The level was 44 cm.' },
  { start: 60, end: 90, score: 2, shared: ['May'], text: 'It fell in May.' },
];

test.each([
  ['the key of its number', '2', 1],
  ['Enter on it', '{ArrowDown}{Enter}', 1],
  ['Enter on the first', '{Enter}', 0],
])('a passage is pinned by %s', async (_name, keys, at) => {
  const pin = vi.fn();
  const candidates = async () => ok([{ claim: null, candidates: CANDIDATES }]);
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { pin, candidates });
  article(stage).focus();
  await userEvent.keyboard('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  expect(stage.querySelector('.candidates')?.textContent).toContain('In common: 44, Northern');
  await expectAccessible();
  await userEvent.keyboard(keys);
  const { start, end } = CANDIDATES[at]!;
  expect(pin.mock.calls).toEqual([[{ act: 'choose', position: { start, end } }]]);
  await vi.waitFor(() => expect(stage.querySelector('.candidates')).toBeNull());
});

const claim = (key: string, text: string, ...around: string[]) => ({
  ...{ key, text, sought: text, around },
  citationIds: [],
});
const CLAIMS = [
  claim('a', 'The level was 44 centimetres above the mean'),
  claim('b', '', 'The sluice is older than the weir'),
  claim('c', 'It fell in May', 'It fell in May and rose in June'),
] as const;
const GROUPS = [
  { claim: CLAIMS[0], candidates: CANDIDATES.slice(0, 1) },
  { claim: CLAIMS[1], candidates: [] },
  { claim: CLAIMS[2], candidates: CANDIDATES },
];

test('the passages of a page that several claims cite are below their claims, with numbers in one order', async () => {
  const pin = vi.fn();
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { pin, candidates: async () => ok(GROUPS) });
  article(stage).focus();
  await userEvent.keyboard('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  const list = stage.querySelector('.candidates')!;
  expect(list.textContent).toContain('3 claims cite this page. A passage is pinned only for');
  const groups = [...list.querySelectorAll('.candidate-group')].map((group) => [
    group.querySelector('.candidate-claim')?.textContent,
    ...[...group.querySelectorAll('kbd')].map((key) => key.textContent),
  ]);
  expect(groups).toEqual([
    ['For “The level was 44 centimetres above the mean”', '1'],
    ['For “The sluice is older than the weir”'],
    ['For “It fell in May”', '2', '3'],
  ]);
  expect(list.textContent).toContain('rare word with it.');
  await expectAccessible();
  await userEvent.keyboard('3');
  const { start, end, text } = CANDIDATES[1]!;
  const found = { text, claim: CLAIMS[2], refreshList: expect.any(Function) };
  expect(pin.mock.calls).toEqual([[{ act: 'choose', position: { start, end }, found }]]);
});

test('the list stays open for the next claim, with the focus on its first passage, until all have one', async () => {
  const claims = [...CLAIMS];
  const stored: PinChoice[] = [];
  const pin = (choice: PinChoice) => {
    stored.push(choice);
    claims.splice(claims.indexOf(choice.found!.claim as never), 1);
  };
  const groups = () => GROUPS.filter(({ claim }) => claims.includes(claim));
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { pin, candidates: async () => ok(groups()) });
  article(stage).focus();
  await userEvent.keyboard('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  // A second key before the first passage is stored pins nothing.
  await userEvent.keyboard('12');
  expect(stored.map(({ found }) => found?.claim)).toEqual([CLAIMS[0]]);
  stored[0]!.found!.refreshList!();
  const listed = () => [...stage.querySelectorAll('.candidate-claim')].map((p) => p.textContent);
  const rest = ['For “The sluice is older than the weir”', 'For “It fell in May”'];
  await vi.waitFor(() => expect(listed()).toEqual(rest));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('44 cm'));
  await expectAccessible();
  await userEvent.keyboard('2');
  expect(stored[1]?.found).toEqual({ text: CANDIDATES[1]!.text, claim: CLAIMS[2] });
  await vi.waitFor(() => expect(stage.querySelector('.candidates')).toBeNull());
});

test('a page that one claim cites shows its passages without the claim, and tells which claim it is', async () => {
  const pin = vi.fn();
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { pin, candidates: async () => ok(GROUPS.slice(2)) });
  article(stage).focus();
  await userEvent.keyboard('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  expect(stage.querySelector('.candidate-claim')).toBeNull();
  expect(stage.textContent).not.toContain('cite this page');
  await userEvent.keyboard('1');
  expect(pin.mock.calls[0]?.[0]).toMatchObject({ found: { claim: CLAIMS[2] } });
});

test('a number beyond the list pins nothing; Escape closes the list and returns the focus', async () => {
  const pin = vi.fn();
  const candidates = async () => ok([{ claim: null, candidates: CANDIDATES }]);
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { pin, candidates });
  await userEvent.click(byText('Find the passage P'));
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  await userEvent.keyboard('5{Escape}');
  expect(pin).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Find the passage'));
  expect(stage.querySelector('.candidates')).toBeNull();
});

test.each([
  ['nothing in common', { ok: true as const, value: [] }, 'No passage of the page shares'],
  [
    'no text of the page',
    { ok: false as const, error: { code: 'page_text_gone' as const } },
    'The page’s text was not kept',
  ],
])('the search for a passage reports %s', async (_name, found, words) => {
  const view = checkedView({ ...ALTERED, quote: null, verdict: 'unpinned' });
  const stage = card(view, { candidates: async () => found });
  await userEvent.click(byText('Find the passage P'));
  await vi.waitFor(() => expect(stage.textContent).toContain(words));
  await expectAccessible();
});

test('the history lists checks and wordings, the latest first, and can restore a wording', async () => {
  const view = checkedView(ALTERED, { checkedAt: '2026-05-04T09:00:00.000Z' });
  const earlier = { ...view.pin!, id: newId<'pin'>(), quote: 'Storage stood at 60 per cent.' };
  const check: Check = {
    ...view.check!,
    runId: newId<'run'>(),
    checkedAt: '2026-05-03T09:00:00.000Z',
    verdict: 'verbatim',
    flags: ['changed-nearby'],
  };
  const hold = vi.fn();
  const pins = [
    earlier,
    { ...view.pin!, by: 'reviewer' as const, madeAt: '2026-05-03T10:00:00.000Z' },
  ];
  const checks = [check, view.check!];
  // In the order in which the library stored the entries, regardless of their times.
  const entries: HistoryEntry[] = [
    { kind: 'pin', pin: earlier },
    { kind: 'check', check, by: null },
    { kind: 'pin', pin: pins[1]! },
    { kind: 'check', check: view.check!, by: null },
  ];
  const history = async () => ({
    ok: true as const,
    value: { clip: view.clip, source: view.source, pins, checks, entries },
  });
  const stage = card(view, { history, hold });
  await openDetails(stage);
  await vi.waitFor(() => expect(stage.querySelectorAll('.history-entry').length).toBe(4));
  const shown = [...stage.querySelectorAll('.history-entry')].map((each) => each.textContent);
  expect(shown[0]).toContain('Altered: a figure');
  expect(shown[1]).toContain('Pinned by hand');
  expect(shown[1]).toContain('This is the current quote.');
  expect(shown[2]).toContain('Verbatim');
  expect(shown[2]).toContain('The text around it changed');
  expect(shown[3]).toContain('Storage stood at 60 per cent.');
  await expectAccessible();
  await userEvent.click(byText('Use these words again'));
  expect(hold.mock.calls).toEqual([[earlier]]);
});

test('a clip that was pinned after its check does not show the verdict of the earlier quote', () => {
  const stage = card({ ...sampleView(ALTERED), check: null, pinnedSince: true });
  expect(stage.querySelector('.verdict')).toBeNull();
  expect(stage.querySelector('.card-state')?.textContent).toBe('Changed since it was checked');
});

test.each(['en', 'fr'] as const)('everything fits into 320 px: %s', async (language) => {
  useLanguage(language);
  const stage = card(
    checkedView(ALTERED, {
      flags: ['redirected'],
      finalUrl: `https://a.example/${'long'.repeat(60)}`,
    }),
  );
  stage.style.width = '320px';
  await openDetails(stage);
  const box = article(stage);
  expect(box.scrollWidth).toBeLessThanOrEqual(320);
  for (const element of box.querySelectorAll('button, a, dd, .passage')) {
    expect(element.getBoundingClientRect().right).toBeLessThanOrEqual(
      320 + box.getBoundingClientRect().left,
    );
  }
  useLanguage('en');
});

const FOREIGN = (kind: 'bundle' | 'library' | 'undated', name: string | null = null) => ({
  kind,
  name,
  file: 3,
});

test.each([
  ['altered', FOREIGN('bundle', 'Ana'), /^Found altered by “Ana” \(unverified name\)/],
  ['missing', FOREIGN('bundle'), /^Not found on its page by somebody else/],
  ['gone', FOREIGN('library'), /^Page found gone by another library/],
  [
    'verbatim',
    FOREIGN('undated'),
    /^Checked by somebody, on a date that cannot be right: Verbatim/,
  ],
] as const)('a foreign check (%s) is shown beside the own verdict', async (verdict, by, said) => {
  const view = sampleView({ verdict: 'verbatim' });
  const check: Check = { ...view.check!, verdict, checkedAt: '2099-01-01T00:00:00.000Z' };
  const onVerify = vi.fn();
  const stage = show(
    <ClipCard
      view={{ ...view, foreign: { check, by } }}
      port={QUIET_PORT}
      onVerify={onVerify}
      onNote={() => undefined}
      onCopyCitation={() => undefined}
      itemEntries={[]}
    />,
  );
  const notice = stage.querySelector('[role=note]');
  expect(notice?.textContent).toMatch(said);
  expect(notice?.textContent).toContain('(the clock was wrong)');
  // The card still shows the verdict of this library.
  expect(stage.querySelector('.source-line .verdict')?.textContent).toBe('Verbatim');
  await expectAccessible();
  // Only a fall shows the button *Check again*.
  const again = [...stage.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'Check again',
  );
  expect(again === undefined).toBe(verdict === 'verbatim');
  again?.click();
  expect(onVerify).toHaveBeenCalledTimes(verdict === 'verbatim' ? 0 : 1);
});

test('shows a foreign check in French', () => {
  useLanguage('fr');
  const view = sampleView({ verdict: 'verbatim' });
  const check: Check = { ...view.check!, verdict: 'altered' };
  const stage = card({ ...view, foreign: { check, by: FOREIGN('bundle', 'Ana') } });
  // French quotation marks use no-break spaces.
  const words = stage.querySelector('[role=note]')?.textContent.replace(/\s/gu, ' ');
  expect(words).toContain('Modification constatée par « Ana » (nom non vérifié)');
  expect(words).toContain('Vérifier de nouveau');
});
