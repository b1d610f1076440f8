import { describe, expect, test } from 'vitest';
import { type CheckReason, isPass, VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { ReadFailure } from '@/utils/verify/judge-failure';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import {
  type LadderResult,
  type Rendering,
  readLadder,
  type StepReading,
} from '@/utils/verify/read-ladder';

const ONE = 'clip-1' as ClipId;
const TWO = 'clip-2' as ClipId;
const URL = 'https://lakes.example/levels';

type Found = readonly [Verdict, CheckReason?, number?];

function reading(
  reader: StepReading['reader'],
  found: Readonly<Record<string, Found>>,
  more: Partial<StepReading> = {},
): StepReading {
  const judgements = Object.entries(found).map(([id, [verdict, reason, httpStatus]]) => ({
    clipId: id as ClipId,
    verdict,
    flags: [],
    evidence: evidenceOf({
      reason: reason ?? null,
      httpStatus: httpStatus ?? 200,
      passage: isPass(verdict) ? { before: '', text: `by ${reader}`, after: '' } : null,
    }),
  }));
  return { kind: 'read', reader, finalUrl: URL, text: `text by ${reader}`, judgements, ...more };
}

function failed(reason: CheckReason, finalUrl: string | null = null): ReadFailure {
  return { kind: 'failed', reason, detail: null, finalUrl };
}

interface Steps {
  readonly fetch: StepReading | ReadFailure;
  readonly render?: StepReading | ReadFailure;
  readonly doubt?: CheckReason;
  readonly memento?: StepReading | ReadFailure;
}

/** Runs the ladder, and returns which quotes each step was asked about. */
async function climb(clipIds: readonly ClipId[], steps: Steps) {
  const { render, memento } = steps;
  const asked: (readonly [string, ...ClipId[]])[] = [];
  const results = await readLadder(clipIds, {
    fetch: async () => {
      asked.push(['fetch']);
      return steps.fetch;
    },
    render:
      render === undefined
        ? null
        : async (ids): Promise<Rendering[]> => {
            asked.push(['render', ...ids]);
            return [{ clipIds: ids, answer: render, doubt: steps.doubt ?? null }];
          },
    memento:
      memento === undefined
        ? null
        : async (ids) => {
            asked.push(['memento', ...ids]);
            return memento;
          },
  });
  return { asked, results, first: results[0] as LadderResult };
}

const ALL_STEPS = {
  render: reading('render', { [ONE]: ['verbatim'] }),
  memento: reading('memento', { [ONE]: ['verbatim'] }),
};

describe('the steps of the ladder', () => {
  test.each<[string, StepReading | ReadFailure, readonly string[]]>([
    ['the quote stands', reading('fetch', { [ONE]: ['verbatim'] }), ['fetch']],
    ['it moved', reading('fetch', { [ONE]: ['moved'] }), ['fetch']],
    ['no wording was recorded', reading('fetch', { [ONE]: ['located', 'no-wording'] }), ['fetch']],
    [
      'it was not found',
      reading('fetch', { [ONE]: ['unchecked', 'not-found-not-rendered'] }),
      ['fetch', 'render'],
    ],
    [
      'the page is empty without scripts',
      reading('fetch', { [ONE]: ['unchecked', 'script-shell'] }),
      ['fetch', 'render'],
    ],
    [
      'it is altered',
      reading('fetch', { [ONE]: ['altered', 'words-changed'] }),
      ['fetch', 'render'],
    ],
    [
      'it is altered in a PDF, which no window shows otherwise',
      reading('fetch', { [ONE]: ['altered', 'words-changed'] }, { complete: true }),
      ['fetch'],
    ],
    [
      'a login stands before a PDF',
      reading('fetch', { [ONE]: ['blocked', 'login-wall'] }, { complete: true }),
      ['fetch', 'render'],
    ],
    [
      'a login is wanted',
      reading('fetch', { [ONE]: ['blocked', 'login-wall'] }),
      ['fetch', 'render'],
    ],
    ['403', reading('fetch', { [ONE]: ['blocked', 'status-blocked', 403] }), ['fetch', 'render']],
    ['429', reading('fetch', { [ONE]: ['blocked', 'status-blocked', 429] }), ['fetch']],
    [
      'a kind that is not read',
      reading('fetch', { [ONE]: ['unchecked', 'unsupported-type'] }),
      ['fetch'],
    ],
    [
      'the page is gone',
      reading('fetch', { [ONE]: ['gone', 'status-gone', 404] }),
      ['fetch', 'memento'],
    ],
    [
      '500',
      reading('fetch', { [ONE]: ['unreachable', 'server-error', 500] }),
      ['fetch', 'memento'],
    ],
    ['no answer', failed('network-error'), ['fetch', 'memento']],
    ['a redirect to nowhere', failed('redirect-nowhere'), ['fetch', 'memento']],
    ['no permission', failed('no-permission'), ['fetch']],
    ['a private address', failed('private-address'), ['fetch']],
    ['a redirect to a private address', failed('private-address', 'http://10.0.0.1/'), ['fetch']],
    [
      'a redirect to a site not granted',
      failed('redirects-to-ungranted', 'https://b.example/'),
      ['fetch'],
    ],
  ])('%s', async (_name, fetch, expected) => {
    const { asked } = await climb([ONE], { fetch, ...ALL_STEPS });
    expect(asked.map(([step]) => step)).toEqual(expected);
  });

  test('a step that the user did not allow is not taken', async () => {
    const fetch = reading('fetch', { [ONE]: ['unchecked', 'script-shell'] });
    const { asked, first } = await climb([ONE], { fetch });
    expect(asked).toEqual([['fetch']]);
    expect(first.judgement.verdict).toBe('unchecked');
    expect(first.judgement.evidence.steps).toBeUndefined();
  });

  test('a step is asked only about the quotes that the one before left open', async () => {
    const { asked, results } = await climb([ONE, TWO], {
      fetch: reading('fetch', {
        [ONE]: ['verbatim'],
        [TWO]: ['unchecked', 'not-found-not-rendered'],
      }),
      render: reading('render', { [TWO]: ['missing', 'nothing-close'] }),
    });
    expect(asked).toEqual([['fetch'], ['render', TWO]]);
    expect(results.map(({ reader, judgement }) => [reader, judgement.verdict])).toEqual([
      ['fetch', 'verbatim'],
      ['render', 'missing'],
    ]);
  });
});

const NOT_FOUND: Found = ['unchecked', 'not-found-not-rendered'];

describe('verdicts after rendering', () => {
  test.each<
    [
      string,
      Found,
      Found | CheckReason,
      CheckReason | null,
      readonly [Verdict, string | null, string],
    ]
  >([
    ['found', NOT_FOUND, ['verbatim'], null, ['verbatim', null, 'render']],
    [
      'found before it was quiet',
      NOT_FOUND,
      ['verbatim'],
      'render-timed-out',
      ['verbatim', null, 'render'],
    ],
    [
      'nowhere, shown in full',
      NOT_FOUND,
      ['missing', 'nothing-close'],
      null,
      ['missing', 'nothing-close', 'render'],
    ],
    [
      'nowhere, hidden',
      NOT_FOUND,
      ['missing', 'nothing-close'],
      'render-hidden',
      ['unchecked', 'render-hidden', 'fetch'],
    ],
    [
      'nowhere, never quiet',
      NOT_FOUND,
      ['missing', 'nothing-close'],
      'render-timed-out',
      ['unchecked', 'render-timed-out', 'fetch'],
    ],
    [
      'a “not found” half way',
      NOT_FOUND,
      ['gone', 'soft-404'],
      'render-timed-out',
      ['unchecked', 'render-timed-out', 'fetch'],
    ],
    [
      'no passage named, hidden',
      NOT_FOUND,
      ['unpinned', 'no-passage-named'],
      'render-hidden',
      ['unchecked', 'render-hidden', 'fetch'],
    ],
    [
      'the window was closed',
      NOT_FOUND,
      'render-closed',
      null,
      ['unchecked', 'render-closed', 'fetch'],
    ],
    [
      'it led to a site not granted',
      NOT_FOUND,
      'redirects-to-ungranted',
      null,
      ['unchecked', 'redirects-to-ungranted', 'fetch'],
    ],
    [
      'it led to a private address',
      NOT_FOUND,
      'private-address',
      null,
      ['unchecked', 'private-address', 'fetch'],
    ],
    [
      'a login in the window too',
      NOT_FOUND,
      ['blocked', 'login-wall'],
      null,
      ['blocked', 'login-wall', 'render'],
    ],
    [
      'altered as fetched, right as shown',
      ['altered', 'words-changed'],
      ['verbatim'],
      null,
      ['verbatim', null, 'render'],
    ],
    [
      'altered as fetched, absent as shown',
      ['altered', 'words-changed'],
      ['missing', 'nothing-close'],
      null,
      ['missing', 'nothing-close', 'render'],
    ],
    [
      'altered as fetched, absent while hidden',
      ['altered', 'words-changed'],
      ['missing', 'nothing-close'],
      'render-hidden',
      ['altered', 'words-changed', 'fetch'],
    ],
    [
      'altered as fetched, a wall in the window',
      ['altered', 'words-changed'],
      ['blocked', 'consent-wall'],
      null,
      ['altered', 'words-changed', 'fetch'],
    ],
    [
      'a login, past which the user is',
      ['blocked', 'login-wall'],
      ['verbatim'],
      null,
      ['verbatim', null, 'render'],
    ],
    [
      'a login for the user too',
      ['blocked', 'login-wall'],
      ['blocked', 'login-wall'],
      null,
      ['blocked', 'login-wall', 'fetch'],
    ],
    [
      'a challenge, and the window was closed',
      ['blocked', 'challenge'],
      'render-closed',
      null,
      ['blocked', 'challenge', 'fetch'],
    ],
  ])('%s', async (_name, fetched, rendered, doubt, [verdict, reason, reader]) => {
    const { first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: fetched }),
      render:
        typeof rendered === 'string' ? failed(rendered) : reading('render', { [ONE]: rendered }),
      ...(doubt === null ? {} : { doubt }),
    });
    expect([first.judgement.verdict, first.judgement.evidence.reason, first.reader]).toEqual([
      verdict,
      reason,
      reader,
    ]);
    const steps = first.judgement.evidence.steps ?? [];
    expect(steps.map((step) => step.reader)).toEqual(['fetch', 'render']);
    expect(steps[0]).toMatchObject({ verdict: fetched[0], url: URL });
  });

  test.each(VERDICTS.filter((verdict) => verdict !== 'missing'))(
    'missing is never the verdict after %s in doubt',
    async (verdict) => {
      const { first } = await climb([ONE], {
        fetch: reading('fetch', { [ONE]: NOT_FOUND }),
        render: reading('render', { [ONE]: [verdict] }),
        doubt: 'render-hidden',
      });
      expect(first.judgement.verdict).not.toBe('missing');
    },
  );

  test('keeps the text that the evidence is about', async () => {
    const { first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: NOT_FOUND }),
      render: reading('render', { [ONE]: ['verbatim'] }),
    });
    expect(first.reading?.text).toBe('text by render');
    expect(first.judgement.evidence.passage?.text).toBe('by render');
  });
});

describe('verdicts of archived copies', () => {
  const GONE: Found = ['gone', 'status-gone', 404];
  const COPY = 'https://archive.example/20260503/https://lakes.example/levels';

  test.each<[string, Found]>([
    ['verbatim', ['verbatim']],
    ['typographic', ['typographic']],
    ['moved', ['moved']],
    ['altered', ['altered', 'words-changed']],
    ['without it', ['unchecked', 'not-found-not-rendered']],
  ])('%s: it never makes a pass', async (_name, found) => {
    const { first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: GONE }),
      memento: reading(
        'memento',
        { [ONE]: found },
        { finalUrl: COPY, mementoDatetime: '2026-05-03T04:05:06.000Z' },
      ),
    });
    const { verdict, flags, evidence } = first.judgement;
    expect(verdict).toBe('gone');
    expect(isPass(verdict)).toBe(false);
    expect(evidence).toMatchObject({ reason: 'status-gone', httpStatus: 404 });
    expect(flags).toEqual(['read-from-archive']);
    expect(first.finalUrl).toBe(URL);
    expect(first.reader).toBe('memento');
    expect(evidence.steps?.at(-1)).toMatchObject({
      reader: 'memento',
      verdict: found[0],
      url: COPY,
      mementoDatetime: '2026-05-03T04:05:06.000Z',
    });
    expect(evidence.passage?.text).toBe(isPass(found[0]) ? 'by memento' : undefined);
  });

  test('the title of the copy is recorded with its passage', async () => {
    const copy = reading('memento', { [ONE]: ['verbatim'] });
    const judgements = copy.judgements.map((judged) => {
      return { ...judged, evidence: { ...judged.evidence, title: 'Lake levels' } };
    });
    const { first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: GONE }),
      memento: { ...copy, judgements },
    });
    expect(first.judgement.evidence).toMatchObject({
      title: 'Lake levels',
      passage: { text: 'by memento' },
    });
  });

  test('an archive that does not answer changes nothing but the record', async () => {
    const { first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: GONE }),
      memento: failed('status-gone'),
    });
    expect(first.judgement).toMatchObject({ verdict: 'gone', flags: [] });
    expect(first.judgement.evidence.reason).toBe('status-gone');
    expect(first.reader).toBe('fetch');
    expect(first.judgement.evidence.steps?.map((step) => step.reader)).toEqual([
      'fetch',
      'memento',
    ]);
  });

  test('a page that its window found gone is looked for in the archive', async () => {
    const { asked, first } = await climb([ONE], {
      fetch: reading('fetch', { [ONE]: ['unchecked', 'script-shell'] }),
      render: reading('render', { [ONE]: ['gone', 'soft-404'] }),
      memento: reading('memento', { [ONE]: ['verbatim'] }),
    });
    expect(asked.map(([step]) => step)).toEqual(['fetch', 'render', 'memento']);
    expect(first.judgement.verdict).toBe('gone');
    expect(first.judgement.evidence.steps).toHaveLength(3);
  });
});
