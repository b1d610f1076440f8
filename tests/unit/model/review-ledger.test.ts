import { describe, expect, test } from 'vitest';
import { failure } from '@/utils/model/failure';
import { createReviewLedger, type LedgerOptions } from '@/utils/model/review-ledger';
import { type ReviewDraft, type ReviewRecord, reviewRecordId } from '@/utils/model/review-records';
import { decisionOf } from '../storage/sample-reviews';
import { REPORT, time } from './sample-report';

/** A fake background that signs and stores in order, or fails when a test says so. */
function backgroundOf(author = 'me') {
  const stored: ReviewRecord[] = [];
  const state: { failing: 'background_unreachable' | 'no_signing_key' | null; held: boolean } = {
    failing: null,
    held: false,
  };
  const waits: (() => void)[] = [];
  const sent: number[] = [];
  let release: () => void = () => undefined;
  const options: LedgerOptions = {
    reportId: REPORT,
    ...{ records: [], own: null, people: new Map() },
    send: async (drafts) => {
      if (state.held) await new Promise<void>((resolve) => (release = resolve));
      sent.push(drafts.length);
      if (state.failing !== null) return { ok: false, error: failure(state.failing) };
      const records = drafts.map((draft) => {
        const known = stored.find(({ act }) => act === draft.act);
        if (known !== undefined) return known;
        const record = recordOf(draft, author, stored.length + 1);
        stored.push(record);
        return record;
      });
      return { ok: true, value: { author, records } };
    },
    wait: () => new Promise((resolve) => waits.push(resolve)),
    now: () => time(30),
  };
  return {
    ...{ stored, state, sent, options },
    release: () => release(),
    /** Ends all current pauses. */
    pass: () => {
      for (const resolve of waits.splice(0)) resolve();
    },
  };
}

function recordOf({ act, body }: ReviewDraft, author: string, counter: number): ReviewRecord {
  const id = reviewRecordId({ reportId: REPORT, body });
  return { id, reportId: REPORT, act, body, author, counter, signature: 's' };
}

const turns = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
const shown = (ledger: ReturnType<typeof createReviewLedger>) =>
  ledger
    .records()
    .reviews.map(({ claimKey, decision, note, standing }) =>
      [claimKey, standing, decision, note].join(' '),
    );
const one = decisionOf({ claimKey: 'one', note: '' });
const two = decisionOf({ claimKey: 'two', note: '', decision: 'supported' });

describe('a decision', () => {
  test('is shown at once, also before a key exists, and stays after it is stored', async () => {
    const background = backgroundOf();
    background.state.held = true;
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    expect(shown(ledger)).toEqual(['one own unsupported ']);
    expect(ledger.pending()).toBe(1);
    background.state.held = false;
    background.release();
    await turns();
    expect(ledger.pending()).toBe(0);
    expect(shown(ledger)).toEqual(['one own unsupported ']);
    expect(ledger.records().reviews[0]?.author).toBe('me');
  });

  test('is undone when the background rejects it permanently', async () => {
    const background = backgroundOf();
    background.state.failing = 'no_signing_key';
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    await turns();
    expect(shown(ledger)).toEqual([]);
    expect(ledger.pending()).toBe(0);
    expect(ledger.undo()).toBeNull();
  });

  test('is sent again after a pause when the background is unreachable', async () => {
    const background = backgroundOf();
    background.state.failing = 'background_unreachable';
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    await turns();
    expect(shown(ledger)).toEqual(['one own unsupported ']);
    expect(await ledger.flush()).toBe(false);
    background.state.failing = null;
    background.pass();
    await turns();
    expect(background.stored).toHaveLength(1);
    expect(ledger.pending()).toBe(0);
  });

  test('is listed once when the feed brings it before the reply', async () => {
    const background = backgroundOf();
    background.state.held = true;
    const ledger = createReviewLedger({ ...background.options, own: 'me' });
    ledger.act([one]);
    await turns();
    const [draft] = ledger.unsent() ?? [];
    if (draft === undefined) throw new Error('Nothing waits.');
    ledger.applyRemote({ own: 'me', records: [recordOf(draft, 'me', 1)] });
    expect(ledger.pending()).toBe(0);
    expect(shown(ledger)).toEqual(['one own unsupported ']);
  });

  test('that a closed page did not send is sent once by the next page', async () => {
    const background = backgroundOf();
    const first = createReviewLedger({ ...background.options, send: () => Promise.reject() });
    first.act([one]);
    const unsent = first.unsent() ?? [];
    first.close();
    const second = createReviewLedger({ ...background.options, unsent });
    expect(shown(second)).toEqual(['one own unsupported ']);
    await turns();
    expect(background.stored).toHaveLength(1);
    const { stored: records } = background;
    const third = createReviewLedger({ ...background.options, own: 'me', records, unsent });
    expect(third.pending()).toBe(0);
  });
});

describe('undo', () => {
  test('restores the earlier decision or withdraws the first, and redo repeats it', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    ledger.act([{ ...one, decision: 'supported' }]);
    await ledger.flush();
    expect(ledger.undo()?.claimKey).toBe('one');
    expect(shown(ledger)).toEqual(['one own unsupported ']);
    expect(ledger.undo()?.claimKey).toBe('one');
    expect(shown(ledger)).toEqual([]);
    expect(ledger.undo()).toBeNull();
    expect(ledger.redo()?.claimKey).toBe('one');
    expect(ledger.redo()?.claimKey).toBe('one');
    expect(ledger.redo()).toBeNull();
    expect(shown(ledger)).toEqual(['one own supported ']);
    await ledger.flush();
    expect(background.stored.map(({ body }) => body.kind)).toEqual([
      ...['decision', 'decision', 'decision', 'withdrawal', 'decision', 'decision'],
    ]);
  });

  test('gives the restored decision the same id, so its answers apply again', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    const before = ledger.records().reviews[0]?.id;
    ledger.act([{ ...one, decision: 'supported' }]);
    ledger.undo();
    await ledger.flush();
    expect(ledger.records().reviews[0]?.id).toBe(before);
  });

  test('undoes all decisions of one act', () => {
    const ledger = createReviewLedger(backgroundOf().options);
    ledger.act([one, two]);
    expect(shown(ledger)).toHaveLength(2);
    ledger.undo();
    expect(shown(ledger)).toEqual([]);
  });
});

describe('a note', () => {
  const note = (words: string) => ({ ...one, note: words });

  test('becomes one record and one undo step after a pause', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    await turns();
    for (const words of ['I', 'It', 'It s']) ledger.act([note(words)], { joins: 'note one' });
    await turns();
    expect(shown(ledger)).toEqual(['one own unsupported It s']);
    expect(background.stored).toHaveLength(1);
    background.pass();
    await turns();
    expect(background.stored.map(({ body }) => ('note' in body ? body.note : ''))).toEqual([
      ...['', 'It s'],
    ]);
    ledger.undo();
    expect(shown(ledger)).toEqual(['one own unsupported ']);
  });

  test('is two undo steps if `endStep` was called between two letters', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([one]);
    for (const words of ['I', 'It']) ledger.act([note(words)], { joins: 'note one' });
    ledger.endStep();
    for (const words of ['It s', 'It says']) ledger.act([note(words)], { joins: 'note one' });
    expect(ledger.undoDepth()).toBe(3);
    const seen = [shown(ledger)];
    for (const step of [ledger.undo, ledger.undo, ledger.redo, ledger.redo]) {
      step();
      seen.push(shown(ledger));
    }
    expect(seen.flat()).toEqual(
      ['It says', 'It', '', 'It', 'It says'].map((words) => `one own unsupported ${words}`),
    );
    await ledger.flush();
    expect(background.stored.at(-1)?.body).toMatchObject({ note: 'It says' });
  });

  test('is not sent by an earlier pause when the user continues to type', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([note('I')], { joins: 'note one' });
    const unsent = ledger.unsent();
    ledger.act([note('It')], { joins: 'note one' });
    expect(ledger.unsent()).toHaveLength(1);
    expect(unsent).toHaveLength(1);
    await turns();
    expect(background.stored).toEqual([]);
    expect(await ledger.flush()).toBe(true);
    expect(background.stored).toHaveLength(1);
  });

  test('is sent before the next act', async () => {
    const background = backgroundOf();
    const ledger = createReviewLedger(background.options);
    ledger.act([note('It')], { joins: 'note one' });
    ledger.act([two]);
    await turns();
    expect(background.stored.map(({ body }) => ('claimKey' in body ? body.claimKey : ''))).toEqual([
      ...['one', 'two'],
    ]);
  });
});

test('shows the decisions of others and the name given to their key', () => {
  const ledger = createReviewLedger(backgroundOf().options);
  let heard = 0;
  ledger.subscribe(() => {
    heard += 1;
  });
  const before = ledger.records();
  expect(ledger.records()).toBe(before);
  const draft = { act: '01900000-0000-7000-8000-000000000001' as ReviewDraft['act'], body: one };
  ledger.applyRemote({ records: [recordOf(draft, 'ines', 1)] });
  expect(shown(ledger)).toEqual(['one unverified unsupported ']);
  ledger.applyRemote({ people: new Map([['ines', 'Ines Faure']]) });
  expect(shown(ledger)).toEqual(['one known unsupported ']);
  expect(heard).toBe(2);
});

test('an own decision stays own when a read began before the key existed', async () => {
  const background = backgroundOf();
  const ledger = createReviewLedger(background.options);
  ledger.act([one]);
  await turns();
  ledger.applyRemote({ own: null, people: new Map(), records: [] });
  expect(shown(ledger)).toEqual(['one own unsupported ']);
});
