import { describe, expect, test } from 'vitest';
import { isPass, type Verdict } from '@/utils/model/evidence';
import { gatherPageFacts, type PageAnswer } from '@/utils/page/gather-page-facts';
import { liveTree } from '@/utils/page/live-tree';
import { titleGiven } from '@/utils/page/page-metadata';
import { createTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import { readRawMetadata } from '@/utils/page/read-raw-metadata';
import { checkPage } from '@/utils/verify/check-page';
import type { PageReader } from '@/utils/verify/page-facts';

const files = import.meta.glob<string>('/tests/fixtures/verify/*/*.html', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function html(path: string): string {
  const text = files[`/tests/fixtures/verify/${path}.html`];
  if (text === undefined) throw new Error(`No fixture ${path}`);
  return text;
}

const ASKED = 'https://lock.example/2025/03/a-night-at-the-lock';
const QUOTE = 'The river rose by 61 centimetres overnight';
const ABSENT = 'The fish were counted again in the spring and found to be in good health.';

/** Reads a fixture the way every reader does: parse, model, facts, classify, judge. */
function check(
  path: string,
  answer: Partial<PageAnswer> = {},
  reader: PageReader = 'fetch',
  quote = QUOTE,
) {
  const page = new DOMParser().parseFromString(html(path), 'text/html');
  const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
  const facts = gatherPageFacts(liveTree, page, model.text, {
    requestedUrl: ASKED,
    finalUrl: ASKED,
    status: reader === 'tab' ? null : 200,
    contentType: 'text/html; charset=utf-8',
    ...answer,
  });
  const pin = {
    quote,
    selectors: { quote: null, position: null },
    directive: null,
    directiveAsWritten: null,
  };
  const givenTitle = titleGiven(readRawMetadata(liveTree, page), ASKED);
  const [judged] = checkPage({ facts, givenTitle, model, quotes: [{ pin }], reader });
  return judged!;
}

const at = (finalUrl: string) => ({ finalUrl });

const WALLS: readonly (readonly [string, Partial<PageAnswer>, Verdict, string])[] = [
  ['login-form', {}, 'blocked', 'login-wall'],
  ['login-form', at('https://lock.example/login?next=%2F2025'), 'blocked', 'login-wall'],
  ['login-echo', {}, 'blocked', 'login-wall'],
  ['login-two-step', at('https://id.example/connexion'), 'blocked', 'login-wall'],
  ['login-two-step', {}, 'blocked', 'login-wall'],
  ['login-wordless', {}, 'blocked', 'login-wall'],
  ['login-teasers', {}, 'blocked', 'login-wall'],
  ['login-teasers', at('https://lock.example/login'), 'blocked', 'login-wall'],
  ['consent-redirect', at('https://consent.lock.example/collect'), 'blocked', 'consent-wall'],
  ['consent-redirect', {}, 'blocked', 'consent-wall'],
  ['consent-inline', {}, 'blocked', 'consent-wall'],
  ['captcha-widget', {}, 'blocked', 'captcha'],
  ['challenge-script', {}, 'blocked', 'challenge'],
  ['challenge-traffic', {}, 'blocked', 'challenge'],
  ['paywall-declared', {}, 'blocked', 'paywall'],
  ['paywall-undeclared', {}, 'blocked', 'paywall'],
  ['soft-404-plain', {}, 'gone', 'soft-404'],
  ['soft-404-echo', {}, 'gone', 'soft-404'],
  ['soft-404-french', {}, 'gone', 'soft-404'],
  ['soft-404-teasers', {}, 'gone', 'soft-404'],
  ['soft-404-teasers-titled', {}, 'gone', 'soft-404'],
  ['soft-404-home', at('https://lock.example/'), 'gone', 'soft-404'],
  ['soft-404-home', at('https://www.lock.example/fr'), 'gone', 'soft-404'],
  ['soft-404-wordless', { snapshotLength: 4_000 }, 'gone', 'soft-404'],
];

describe('walls and soft 404s are neither a pass nor missing', () => {
  test('at least ten of them', () => {
    expect(
      Object.keys(files).filter((path) => path.includes('/walls/')).length,
    ).toBeGreaterThanOrEqual(10);
  });

  for (const reader of ['fetch', 'tab', 'render'] as const) {
    test.each(WALLS)(`%s, read by ${reader} %o: %s, %s`, (name, answer, verdict, reason) => {
      for (const quote of [QUOTE, ABSENT]) {
        const judged = check(`walls/${name}`, answer, reader, quote);
        expect(judged.verdict).toBe(verdict);
        expect(judged.evidence.reason).toBe(reason);
        // A wall has a title of its own, which is not that of the page.
        expect(judged.evidence).not.toHaveProperty('title');
      }
    });
  }

  test.each(['script-shell', 'script-shell-empty', 'script-shell-loading'])(
    '%s is unchecked, not missing',
    (name) => {
      for (const reader of ['fetch', 'tab', 'render'] as const) {
        const judged = check(`walls/${name}`, {}, reader, ABSENT);
        expect(judged.verdict).toBe('unchecked');
        expect(judged.evidence.reason).toBe('script-shell');
      }
    },
  );
});

/** A page about the status itself. Its address shows that. */
const ON_404 = {
  requestedUrl: 'https://lock.example/web/status/404',
  finalUrl: 'https://lock.example/web/status/404',
};

describe('content that looks like a wall is still read', () => {
  test.each([
    ['article-with-banner', {}],
    ['article-with-login', {}],
    ['article-on-404', {}],
    ['article-on-captchas', {}],
    ['article-on-logins', {}],
    ['reference-on-404', ON_404],
    ['paywalled-with-quote', {}],
    ['short-note', {}],
    ['about-cookies', {}],
    ['moved-home', at('https://lock.example/')],
  ])('%s', (name, answer) => {
    for (const reader of ['fetch', 'tab'] as const) {
      expect(check(`pages/${name}`, answer, reader).verdict).toBe('verbatim');
    }
  });

  test.each(['article-with-banner', 'article-with-login', 'article-on-404', 'about-cookies'])(
    'a quote that is not in %s is missing on the tab, unchecked after a fetch',
    (name) => {
      expect(check(`pages/${name}`, {}, 'tab', ABSENT).verdict).toBe('missing');
      expect(check(`pages/${name}`, {}, 'fetch', ABSENT).verdict).toBe('unchecked');
    },
  );

  test('a quote outside a paywalled teaser is blocked, a changed one inside is altered', () => {
    expect(check('pages/paywalled-with-quote', {}, 'tab', ABSENT).verdict).toBe('blocked');
    const changed = 'The river rose by 68 centimetres overnight, and by the time';
    expect(check('pages/paywalled-with-quote', {}, 'tab', changed).verdict).toBe('altered');
  });
});

describe('the status decides before the page is read', () => {
  test.each([
    [302, 'unreachable', 'redirect-nowhere'],
    [401, 'blocked', 'status-blocked'],
    [402, 'blocked', 'status-blocked'],
    [403, 'blocked', 'status-blocked'],
    [404, 'gone', 'status-gone'],
    [408, 'unreachable', 'timed-out'],
    [410, 'gone', 'status-gone'],
    [418, 'blocked', 'status-blocked'],
    [429, 'blocked', 'status-blocked'],
    [451, 'blocked', 'status-blocked'],
    [500, 'unreachable', 'server-error'],
    [503, 'unreachable', 'server-error'],
    [999, 'blocked', 'status-blocked'],
  ])('%i', (status, verdict, reason) => {
    const judged = check('pages/short-note', { status });
    expect(judged).toMatchObject({ verdict, evidence: { reason, httpStatus: status } });
    expect(isPass(judged.verdict)).toBe(false);
  });

  test('a 503 that says it is a challenge is blocked', () => {
    const headers = { 'CF-Mitigated': 'challenge' };
    expect(check('walls/challenge-script', { status: 503, headers })).toMatchObject({
      verdict: 'blocked',
      evidence: { reason: 'challenge' },
    });
  });

  test.each(['application/pdf', 'image/png', 'application/json', 'application/octet-stream'])(
    '%s is not read',
    (contentType) => {
      expect(check('pages/short-note', { contentType })).toMatchObject({
        verdict: 'unchecked',
        evidence: { reason: 'unsupported-type', detail: contentType },
      });
    },
  );
});

describe('a plain text', () => {
  function checkText(text: string, quote = text) {
    const page = new DOMParser().parseFromString('<pre></pre>', 'text/html');
    page.querySelector('pre')!.textContent = text;
    const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
    const facts = gatherPageFacts(liveTree, page, model.text, {
      requestedUrl: ASKED,
      finalUrl: ASKED,
      status: null,
      contentType: 'text/plain',
    });
    const pin = {
      quote,
      selectors: { quote: null, position: null },
      directive: null,
      directiveAsWritten: null,
    };
    return checkPage({ facts, givenTitle: null, model, quotes: [{ pin }], reader: 'tab' })[0]!;
  }

  test.each(['404: Not Found', 'Not Found', '404 page not found', 'File not found.'])(
    '%s is gone',
    (text) => {
      for (const quote of [text, ABSENT]) {
        expect(checkText(text, quote)).toMatchObject({
          verdict: 'gone',
          evidence: { reason: 'soft-404' },
        });
      }
    },
  );

  test.each([
    'The key was not found until May.',
    `Error 404\n${'It is about a code. '.repeat(60)}`,
  ])('%s is read', (text) => {
    expect(checkText(text, text.split(' ').slice(0, 2).join(' ')).verdict).toBe('verbatim');
    expect(checkText(text, ABSENT).verdict).toBe('missing');
  });
});

describe('flags of the reading', () => {
  test('redirected, read by rendering, read from an archive', () => {
    const elsewhere = at('https://lock.example/2025/03/the-same-night');
    expect(check('pages/short-note', elsewhere).flags).toEqual(['redirected']);
    expect(check('pages/short-note', {}, 'render').flags).toEqual(['read-by-rendering']);
    expect(check('pages/short-note', {}, 'memento').flags).toEqual(['read-from-archive']);
    expect(check('pages/short-note', at(`${ASKED}#part`)).flags).toEqual([]);
  });
});
