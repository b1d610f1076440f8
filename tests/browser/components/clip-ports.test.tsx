import './catalogue';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createClipPort } from '@/components/panel/clip-ports';
import type { ClipView } from '@/components/state/clip-view';
import { type CitingClaim, citingClaims } from '@/utils/claim/citing-claims';
import { request } from '@/utils/messaging/client';
import { newId } from '@/utils/model/ids';
import { createReportDocument, encodeReport } from '@/utils/model/report-document';
import { createReportReplica } from '@/utils/model/report-replica';
import { arrangeReport } from '@/utils/model/report-tree';
import { ok } from '@/utils/model/result';
import {
  createStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { REPORT, sampleView } from './samples';
import { show } from './stage';

vi.mock('@/utils/messaging/client', () => ({ request: vi.fn() }));

/**
 * The port of a checked clip on a page with this clip's card and another one, and with a pin that
 * is pending.
 */
function waitingPin() {
  const view = sampleView({ quote: 'Storage rose to 61 per cent.', verdict: 'altered' });
  const { id } = view.clip;
  const added = Promise.withResolvers<void>();
  vi.mocked(request).mockImplementation(async () => {
    await added.promise;
    return ok({ noDirectiveReason: null });
  });
  const say = vi.fn();
  const port = createClipPort(id, {
    report: {
      tree: { content: { id: 'r', placements: [] } },
      views: new Map([[id, view]]),
    } as never,
    changes: { choosePins: vi.fn(), setPageTitle: vi.fn() },
    reader: null,
    say,
    sayDone: say,
    did: () => vi.fn(),
    fail: vi.fn(),
  });
  const page = show(
    <main>
      <article tabIndex={-1} data-focus={`item-${id}`} />
      <article tabIndex={-1} data-focus="item-other" />
      <button type="button">Adopt</button>
    </main>,
  );
  return { port, store: added.resolve, say, page, item: `item-${id}` };
}

const focused = () => document.activeElement?.getAttribute('data-focus');
const POSITION = { start: 0, end: 7 };

test('a stored pin moves the focus to its clip', async () => {
  const { port, store, say, page, item } = waitingPin();
  page.querySelector('button')?.focus();
  port.pin({ act: 'adopt', position: POSITION });
  store();
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  await expect.poll(focused).toBe(item);
});

test('a pin that is stored late does not take the focus from another clip', async () => {
  const { port, store, say, page } = waitingPin();
  page.querySelector('button')?.focus();
  port.pin({ act: 'adopt', position: POSITION });
  page.querySelector<HTMLElement>('[data-focus="item-other"]')?.focus();
  store();
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  expect(focused()).toBe('item-other');
});

/**
 * A page that several claims cite, one in each statement, and that was checked. Then it had the
 * title `title`, if one is given.
 */
function sharedPage(claims: readonly string[], title?: string) {
  const sample = sampleView({ quote: null, verdict: 'unpinned' });
  const { check } = sample;
  const lastRead = check && { ...check, evidence: { ...check.evidence, title } };
  const view = title === undefined ? sample : ({ ...sample, lastRead } as ClipView);
  const { id: clipId } = view.clip;
  const doc = createReportDocument({ title: 'Ferry', language: 'en', at: view.clip.capturedAt });
  for (const text of claims) {
    const statementId = newId<'statement'>();
    createStatement(doc, { id: statementId, text, position: { sectionId: null } });
    const citation = { id: newId<'citation'>(), statementId, clipId, label: 'Gazette' };
    insertCitation(doc, { ...citation, offset: text.length });
  }
  const replica = createReportReplica({
    reportId: REPORT,
    updates: encodeReport(doc),
    send: async () => true,
    wait: () => Promise.resolve(),
  });
  onTestFinished(() => replica.close());
  vi.mocked(request).mockReset();
  vi.mocked(request).mockResolvedValue(ok({ noDirectiveReason: null }));
  const say = vi.fn();
  const sayDone = vi.fn();
  const choosePins = vi.fn();
  const port = createClipPort(clipId, {
    report: {
      replica,
      tree: arrangeReport(replica.content(), [view.clip]),
      views: new Map([[clipId, view]]),
    },
    changes: { choosePins, setPageTitle: vi.fn() },
    reader: null,
    say,
    sayDone,
    did: () => vi.fn(),
    fail: vi.fn(),
  });
  const citing = citingClaims(replica.content(), clipId);
  return {
    ...{ replica, say, sayDone, clipId, citing, choosePins },
    choose: (claim: CitingClaim, list: { refreshList?: () => void } = {}) =>
      port.pin({ act: 'choose', position: POSITION, found: { text: 'Storage', claim, ...list } }),
    take: () => port.pin({ act: 'take', position: POSITION }),
    /** Whether each citation names the clip of the page. */
    citesPage: () => replica.content().citations.map((each) => each.clipId === clipId),
  };
}

const CLAIMS = [
  'The ferry carried 412,600 passengers in 2025, more than ever before',
  'The council extended the subsidy for two more years in a close vote',
  'Engines account for most of the noise at night on Pier Street, it says',
];

test('a passage for one of three claims changes the link of this claim alone, and the notice says so', async () => {
  const { replica, sayDone, choose, citing, citesPage } = sharedPage(CLAIMS);
  choose(citing[1]!);
  await vi.waitFor(() => expect(sayDone).toHaveBeenCalledOnce());
  expect(citesPage()).toEqual([true, false, true]);
  expect(sayDone.mock.calls[0]?.[0]).toBe(
    'The passage was pinned for this claim. Verify again to check it. 2 other claims still cite the page as before.',
  );
  replica.undo();
  expect(citesPage()).toEqual([true, true, true]);
});

test('after a clip takes the words of a page with a new title, the notice names the title, too', async () => {
  const { sayDone, take } = sharedPage(CLAIMS, 'A new title');
  take();
  await vi.waitFor(() => expect(sayDone).toHaveBeenCalledOnce());
  expect(sayDone.mock.calls[0]?.[0]).toContain(
    ' check them. Its title is now that of all clips of the page. 3 claims cite it',
  );
});

test('after a clip takes the words of its page, the notice says how many claims have to be read', async () => {
  const { sayDone, take } = sharedPage(CLAIMS);
  take();
  await vi.waitFor(() => expect(sayDone).toHaveBeenCalledOnce());
  expect(sayDone.mock.calls[0]?.[0]).toMatch(/ 3 claims cite it: check that they still fit\.$/);
});

test('an open list is told when a passage is pinned, and when this is undone', async () => {
  const { replica, sayDone, choose, citing, citesPage } = sharedPage(CLAIMS);
  const seen: boolean[][] = [];
  choose(citing[1]!, { refreshList: () => seen.push(citesPage()) });
  await vi.waitFor(() => expect(seen).toEqual([[true, false, true]]));
  replica.undo();
  sayDone.mock.calls[0]?.[1]();
  expect(seen.at(-1)).toEqual([true, true, true]);
});

test('a passage for the only claim that cites a page is pinned for the clip itself', async () => {
  const { sayDone, choose, citing, citesPage } = sharedPage(CLAIMS.slice(0, 1));
  choose(citing[0]!);
  await vi.waitFor(() => expect(sayDone).toHaveBeenCalledOnce());
  expect(citesPage()).toEqual([true]);
  expect(vi.mocked(request).mock.calls[0]?.[1]).not.toHaveProperty('apart');
  expect(sayDone.mock.calls[0]?.[0]).toBe('The passage was pinned. Verify again to check it.');
});

test('a claim that is gone before the passage is chosen gets nothing, and the notice says so', async () => {
  const { replica, say, choose, citing, citesPage } = sharedPage(CLAIMS);
  const [id] = citing[1]!.citationIds;
  replica.edit((doc) => removeCitation(doc, { id: id! }));
  choose(citing[1]!);
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  expect(request).not.toHaveBeenCalled();
  expect(citesPage()).toEqual([true, true]);
  expect(say.mock.calls[0]?.[0]).toBe(
    'Nothing was pinned: the claim does not cite this page any more.',
  );
});

test('a claim that goes while its passage is stored gets nothing, and the clip is in the bin', async () => {
  const { replica, say, choose, citing, clipId } = sharedPage(CLAIMS);
  vi.mocked(request).mockImplementation(async () => {
    replica.edit((doc) => removeCitation(doc, { id: citing[1]!.citationIds[0]! }));
    return ok({ noDirectiveReason: null });
  });
  choose(citing[1]!);
  await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  expect(say.mock.calls[0]?.[0]).toMatch(/^Nothing was pinned: .+ in the bin\.$/);
  const other = replica.content().placements.find((each) => each.clipId !== clipId);
  expect(other?.binnedAt).not.toBeNull();
});
