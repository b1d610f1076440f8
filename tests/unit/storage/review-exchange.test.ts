import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { setPin } from '@/utils/model/clip-operations';
import type { ClipId, StatementId } from '@/utils/model/ids';
import { ownAnswer, projectReviews } from '@/utils/model/project-reviews';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { answerSlot, decisionSlot, type ReviewBody } from '@/utils/model/review-records';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
  removeCitation,
  restoreStatement,
} from '@/utils/model/statement-operations';
import { type ClaimItem, type ClipEvidence, claimItems } from '@/utils/review/claim-item';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { objectionsByStatement } from '@/utils/review/objections';
import { placeReviews } from '@/utils/review/place-reviews';
import { claimReview, isObjection, needsDecision } from '@/utils/review/review-state';
import { claimHashes } from '@/utils/review/stale';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { LONG } from '../../long.mjs';
import {
  captureOf,
  id,
  must,
  newLibrary,
  newName,
  pinOf,
  REPORT,
  restoreFile,
  time,
} from './sample-evidence';
import { decide, decisionOf, draftOf } from './sample-reviews';

/*
 * An editor and a reviewer work in two libraries and send each other bundles. They know each other's
 * keys. The tests make random acts. Each act must have its effect, must change nothing at other
 * claims, and must lose no decision.
 */

interface Person {
  readonly library: Library;
  readonly name: string;
}

/** @param n A number from 0 on. It chooses the claim, statement or clip of the act. */
type Act = (of: { me: Person; other: Person; was: View; n: number }) => Promise<unknown>;
type View = Awaited<ReturnType<typeof viewOf>>;

const WHOLE = { snapshots: false, notes: true, signedInText: true, checks: true, images: false };
/** Number of created things. Everything that an act creates gets its own number. */
let made = 0;
const next = () => {
  made += 1;
  return made;
};

/** What the desk and the panel of a person show. */
async function viewOf({ library }: Person) {
  const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
  const content = readReport(doc, REPORT);
  const { clips, sources, pins } = must(await library.loadEvidence(REPORT));
  const tree = arrangeReport(content, clips);
  const { records, ...known } = must(await library.loadReviews(REPORT));
  const { reviews } = projectReviews(records, known);
  const chosen = new Map(content.placements.map(({ clipId, pinId }) => [clipId, pinId]));
  const evidence = new Map(
    clips.map((clip): [ClipId, ClipEvidence] => {
      const own = pins.filter(({ clipId }) => clipId === clip.id);
      const pin = own.find((each) => each.id === chosen.get(clip.id)) ?? own[0] ?? null;
      const source = sources.find(({ id }) => id === clip.sourceId) ?? null;
      return [clip.id, { clip, source, pin, check: null }];
    }),
  );
  const items = claimItems(
    createClaimsReader()(tree).flatMap((step) => (step.kind === 'statement' ? [step.claims] : [])),
    (citation) => tree.citations.get(citation)?.clipId,
    evidence,
  );
  const { byClaim, gone } = placeReviews(
    items.map(({ claim }) => claim),
    reviews,
  );
  const claims = items.map((item) => ({
    item,
    review: claimReview(item, byClaim.get(item.claim.key)),
  }));
  const objections = [...objectionsByStatement(tree, reviews).values()].flat();
  return { content, claims, gone, reviews, objections };
}

/** The claims with their quotes and decisions, in a form that is equal for both people. */
function claimsOf({ claims }: View, except?: StatementId) {
  return claims
    .filter(({ item }) => item.claim.statementId !== except)
    .map(({ item, review }) => ({
      key: item.claim.key,
      words: item.claim.text,
      quotes: item.passages.map(({ evidence }) => evidence?.pin?.quote),
      decisions: review.all
        .map(({ author, counter, decision, note, answers }) =>
          [
            author,
            counter,
            decision,
            note,
            ...answers.map((each) => each.answer + each.note).sort(),
          ].join(),
        )
        .sort(),
    }));
}

/** The decisions that are shown, at their claims or as decisions about claims that are gone. */
function decisionsOf({ claims, gone }: View) {
  return [...claims.flatMap(({ review }) => review.all), ...gone];
}

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

const openIn = ({ claims }: View) => claims.filter(({ review }) => needsDecision(review));

const record = async ({ library }: Person, body: ReviewBody) =>
  must(await library.recordReviews(REPORT, [draftOf(body)]));

async function decideAs({ library, name }: Person, item: ClaimItem, n: number) {
  const body = decisionOf({
    claimKey: item.claim.key,
    reviewer: name,
    citationIds: [...item.claim.citationIds],
    hashes: claimHashes(item),
    decision: n % 2 === 0 ? 'unsupported' : 'supported',
    note: `decision ${next()}`,
    reviewedAt: new Date(Date.UTC(2025, 5, 1) + made * 1_000).toISOString(),
  });
  await decide(library, body);
  return body;
}

async function send(from: Person, to: Person) {
  const reader = must(await openReader({ name: from.name }))!;
  const options = { reportId: REPORT, sectionIds: null, include: WHOLE, createdAt: time(50) };
  const file = new Uint8Array(await new Response(must(await reader.bundle(options))).arrayBuffer());
  reader.close();
  const all = ({ seen }: { seen: string }) => ({ seen, declined: {} });
  return must(await restoreFile(to.library, file, 'bundle', all));
}

/** An edit of one statement: nothing changes at other claims, and no decision is lost. */
function editOf(
  change: (doc: Y.Doc, content: View['content'], n: number) => StatementId | undefined,
): Act {
  return async ({ me, was, n }) => {
    let touched: StatementId | undefined;
    must(
      await me.library.editReport(REPORT, (doc) => {
        touched = change(doc, was.content, n);
      }),
    );
    const now = await viewOf(me);
    expect(claimsOf(now, touched)).toEqual(claimsOf(was, touched));
    const shown = decisionsOf(now);
    // A decision is hidden only by a later one of its author.
    const lost = decisionsOf(was).filter(
      ({ id, author, counter }) =>
        !shown.some((one) => one.id === id || (one.author === author && one.counter > counter)),
    );
    expect(lost).toEqual([]);
    // A claim counts as gone only if all of its citations are gone.
    const cited = new Set(now.claims.flatMap(({ item }) => item.claim.citationIds));
    const homeless = now.gone.filter(({ citationIds }) =>
      citationIds.some((one) => cited.has(one)),
    );
    expect(homeless).toEqual([]);
  };
}

function citeClip(doc: Y.Doc, statementId: StatementId, clip: number, offset: number): void {
  const names = { statementId, clipId: id<'clip'>(clip) };
  insertCitation(doc, { id: id(10_000 + next()), ...names, label: 'Page', offset });
}

const live = ({ statements }: View['content']) =>
  statements.filter(({ binnedAt }) => binnedAt === null);
const WORDS = ['tide', 'not', '. Then it fell', '61'];

const ACTS: Readonly<Record<string, Act>> = {
  decide: async ({ me, was, n }) => {
    const claim = pick(was.claims, n);
    if (claim === undefined) return;
    const { note } = await decideAs(me, claim.item, n);
    const now = await viewOf(me);
    const { statementId, key } = claim.item.claim;
    const same = now.claims.find(({ item }) => item.claim.key === key);
    expect(same?.review).toMatchObject({ state: 'decided', review: { note } });
    expect(claimsOf(now, statementId)).toEqual(claimsOf(was, statementId));
  },
  withdraw: async ({ me, was, n }) => {
    const review = pick(
      was.reviews.filter(({ standing }) => standing === 'own'),
      n,
    );
    if (review === undefined) return;
    const slot = decisionSlot(review.claimKey);
    await record(me, { kind: 'withdrawal', slot, withdrawnAt: time(40) });
  },
  answer: async ({ me, was, n }) => {
    const review = pick(was.objections, n)?.review;
    if (review === undefined) return;
    const { id: decision, claimKey } = review;
    const note = `answer ${next()}`;
    const answer = n % 2 === 0 ? 'fixed' : 'disputed';
    await record(me, { kind: 'answer', decision, claimKey, answer, note, answeredAt: time(41) });
    const now = await viewOf(me);
    const same = now.objections.find((each) => each.review.id === decision);
    expect(same && ownAnswer(same.review)).toMatchObject({ answer, note });
    expect(now.objections).toHaveLength(was.objections.length);
  },
  'take an answer back': async ({ me, was, n }) => {
    const answered = was.objections.filter(({ review }) => ownAnswer(review) !== null);
    const review = pick(answered, n)?.review;
    if (review === undefined) return;
    await record(me, {
      kind: 'withdrawal',
      slot: answerSlot(review.id),
      withdrawnAt: time(42),
    });
  },
  edit: editOf((doc, content, n) => {
    const statement = pick(live(content), n);
    if (statement === undefined) return undefined;
    const { id, text } = statement;
    const blanks = [...text.matchAll(/\s|$/gu)].map(({ index }) => index);
    const at = pick(blanks, n) ?? 0;
    editStatement(doc, { id, text: `${text.slice(0, at)} ${pick(WORDS, n)}${text.slice(at)}` });
    return id;
  }),
  write: editOf((doc, _content, n) => {
    const statementId = id<'statement'>(30_000 + next());
    createStatement(doc, {
      id: statementId,
      text: `${pick(WORDS, n)} came.`,
      position: { sectionId: null },
    });
    citeClip(doc, statementId, 2_001 + (n % 3), 0);
    return statementId;
  }),
  cite: editOf((doc, content, n) => {
    const statement = pick(live(content), n);
    if (statement === undefined) return undefined;
    const offset = n % 2 === 0 ? statement.text.length : Math.floor(statement.text.length / 2);
    citeClip(doc, statement.id, 2_001 + (n % 3), offset);
    return statement.id;
  }),
  'delete a citation': editOf((doc, { citations }, n) => {
    const citation = pick(citations, n);
    if (citation !== undefined) removeCitation(doc, { id: citation.id });
    return citation?.statementId;
  }),
  delete: editOf((doc, content, n) => {
    const statement = pick(live(content), n);
    if (statement !== undefined) binStatement(doc, { id: statement.id, at: time(30) });
    return statement?.id;
  }),
  restore: editOf((doc, { statements }, n) => {
    const binned = statements.filter(({ binnedAt }) => binnedAt !== null);
    const statement = pick(binned, n);
    if (statement !== undefined) restoreStatement(doc, { id: statement.id });
    return statement?.id;
  }),
  'take a found passage': async ({ me, n }) => {
    const clip = 1 + (n % 3);
    const pin = { ...pinOf(clip, `found ${next()}`), id: id<'pin'>(20_000 + made) };
    must(await me.library.addPins(REPORT, [pin]));
    must(
      await me.library.editReport(REPORT, (doc) =>
        setPin(doc, { clipId: pin.clipId, pinId: pin.id }),
      ),
    );
  },
  send: ({ me, other }) => send(me, other),
  'send, and the other undoes the merge': async ({ me, other, n }) => {
    const was = await viewOf(other);
    const { undoable } = await send(me, other);
    if (undoable.length === 0) return;
    const merged = await viewOf(other);
    must(await other.library.undoMerge(REPORT));
    const now = await viewOf(other);
    // Its decisions and answers stay, because they are evidence.
    const report = (view: View) =>
      claimsOf(view).map(({ decisions: _decisions, ...claim }) => claim);
    expect(report(now)).toEqual(report(was));
    if (n % 2 === 0) return;
    must(await other.library.redoMerge(REPORT));
    expect(report(await viewOf(other))).toEqual(report(merged));
  },
};

async function pair(): Promise<readonly [Person, Person]> {
  const person = async (): Promise<Person> => {
    const name = newName();
    return { ...(await newLibrary(name)), name };
  };
  const [editor, reviewer] = [await person(), await person()];
  for (const n of [1, 2, 3]) must(await editor.library.saveCapture(await captureOf(n)));
  must(
    await editor.library.editReport(REPORT, (doc) => {
      const texts = ['It cost 61 million. Seals keep away.', 'The river rose.', 'Nobody saw it.'];
      texts.forEach((text, at) => {
        createStatement(doc, { id: id(21 + at), text, position: { sectionId: null } });
      });
      citeClip(doc, id(21), 2_003, 36);
      citeClip(doc, id(21), 2_001, 19);
      citeClip(doc, id(22), 2_002, 15);
    }),
  );
  await send(editor, reviewer);
  const keyOf = async ({ library }: Person) => must(await library.ownAuthor()).author;
  must(await editor.library.namePerson(await keyOf(reviewer), 'Ines'));
  must(await reviewer.library.namePerson(await keyOf(editor), 'Eva'));
  return [editor, reviewer];
}

const steps = fc.array(
  fc.record({
    name: fc.constantFrom(...Object.keys(ACTS)),
    isEditor: fc.boolean(),
    n: fc.nat(999),
  }),
  { minLength: 8, maxLength: 24 },
);

describe('a review that two people send to each other several times', () => {
  test('is the same for both, loses no decision, and can be closed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (acts) => {
        const [editor, reviewer] = await pair();
        for (const { name, isEditor, n } of acts) {
          const [me, other] = isEditor ? [editor, reviewer] : [reviewer, editor];
          await ACTS[name]?.({ me, other, was: await viewOf(me), n });
        }
        await send(editor, reviewer);
        await send(reviewer, editor);
        const [theirs, view] = [await viewOf(editor), await viewOf(reviewer)];
        expect(claimsOf(view)).toEqual(claimsOf(theirs));
        expect(view.gone.map(({ id }) => id).sort()).toEqual(
          theirs.gone.map(({ id }) => id).sort(),
        );

        const isOpen = ({ review }: View['claims'][number]) =>
          needsDecision(review) ||
          review.all.some(({ standing, decision }) => standing === 'own' && isObjection(decision));
        for (const { item } of view.claims.filter(isOpen)) await decideAs(reviewer, item, 1);
        expect(openIn(await viewOf(reviewer))).toEqual([]);
        await send(reviewer, editor);
        const left = await viewOf(editor);
        const objections = left.objections.filter(
          ({ review }) => review.standing === 'known' && !left.gone.includes(review),
        );
        expect(objections).toEqual([]);
        for (const { library } of [editor, reviewer]) library.close();
      }),
      { numRuns: LONG ? 200 : 16 },
    );
  });
});
