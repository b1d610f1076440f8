import { i18n } from '#i18n';
import type { CandidateGroup, ClipPort, PinAct, PinChoice } from '@/components/clip/clip-port';
import { checkToPinAgain } from '@/components/clip/pin-acts';
import { type ClipView, changedTitle } from '@/components/state/clip-view';
import { pageText } from '@/components/state/team-texts';
import type { PageHistory } from '@/components/state/use-page-history';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing, focusStayed } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone } from '@/components/ui/use-undoable-notice';
import { type CitingClaim, citingClaims } from '@/utils/claim/citing-claims';
import { rowPassages } from '@/utils/claim/page-rows';
import { request } from '@/utils/messaging/client';
import type { Pin } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type PinId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { rankCandidates } from '@/utils/quote/rank-candidates';
import type { LibraryReader } from '@/utils/storage/read';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { pinApart } from './pin-apart';
import type { ReportChanges } from './report-changes';

export interface PinPorts {
  readonly report: Pick<OpenReport, 'replica' | 'tree' | 'views'>;
  readonly changes: Pick<ReportChanges, 'choosePins' | 'setPageTitle'>;
  readonly reader: LibraryReader | null;
  readonly say: Say;
  readonly sayDone: SayDone;
  /** Registers an act that is no undo step of the replica. */
  readonly did: PageHistory['did'];
  /** Called after an edit of the report that is an undo step of the replica. */
  readonly edited?: () => void;
  readonly fail: (failure: Failure | null) => void;
  /** The names of what gets the focus when a clip was pinned, the best first. */
  readonly focusOf: (clipId: ClipId) => readonly string[];
}

const DONE = {
  renew: 'pin_renewed',
  take: 'pin_taken',
  adopt: 'pin_adopted',
  choose: 'pin_chosen',
} as const satisfies Record<PinAct, string>;

/** Pins passages of the page of a clip in an open report, and finds passages to pin. */
export function createPinning(
  clipId: ClipId,
  { report, changes, reader, say, sayDone, did, edited, fail, focusOf }: PinPorts,
): Pick<ClipPort, 'pin' | 'hold' | 'retitle' | 'candidates'> {
  const view = report.views.get(clipId);

  const chosen =
    report.tree.content.placements.find((each) => each.clipId === clipId)?.pinId ?? null;
  const choose = (pinId: PinId | null, lasting = false) => {
    changes.choosePins([{ clipId, pinId }], { lasting });
    focusAfterDrawing(focusOf(clipId));
  };
  const pinForClaim = async (
    pin: Parameters<typeof request<'pin.add'>>[1],
    text: string,
    { citationIds }: CitingClaim,
    others: number,
    refreshList: (() => void) | undefined,
  ): Promise<void> => {
    const focused = document.activeElement;
    const pinned = await pinApart(report, citationIds, pin, text);
    if (!pinned.ok) return fail(pinned.error);
    fail(null);
    const { clipId: apart, noDirectiveReason, isCited } = pinned.value;
    if (!isCited) {
      const isKnown = report.views.has(apart);
      return say(i18n.t(isKnown ? 'pin_claim_gone' : 'pin_claim_gone_binned'));
    }
    edited?.();
    if (refreshList === undefined && focusStayed(focused)) focusAfterDrawing(focusOf(apart));
    const done = i18n.t(noDirectiveReason === null ? 'pin_for_claim' : 'pin_without_link');
    sayDone(`${done} ${i18n.t('pin_other_claims', others)}`, () => {
      refreshList?.();
      focusAfterDrawing(focusOf(clipId));
    });
  };
  const pin = async ({ act, position, found }: PinChoice): Promise<void> => {
    if (view?.pin == null) return;
    const check = view.check ?? checkToPinAgain(view);
    if (check === null) return;
    const pinId = newId<'pin'>();
    const asked = {
      reportId: report.tree.content.id,
      pinId,
      clipId,
      runId: check.runId,
      basedOn: view.pin.id,
      position,
      wording: act === 'renew' ? ('kept' as const) : ('page' as const),
    };
    if (found !== undefined) {
      // The list may have been open while somebody edited the report.
      const citing = citingClaims(report.replica.content(), clipId);
      const claim = citing.find((each) => sharesCitation(each, found.claim));
      if (claim === undefined) return say(i18n.t('pin_claim_gone'));
      const others = citing.length - 1;
      if (others > 0) return pinForClaim(asked, found.text, claim, others, found.refreshList);
    }
    const focused = document.activeElement;
    const added = await request('pin.add', asked);
    if (!added.ok) return fail(added.error);
    fail(null);
    const linked = added.value.noDirectiveReason === null;
    if (focusStayed(focused)) focusAfterDrawing(focusOf(clipId));
    // The background has already stored this choice, so this page has no undo step for it.
    did({ undo: () => choose(chosen, true), redo: () => choose(pinId, true) });
    const citing = act === 'take' ? citingClaims(report.replica.content(), clipId).length : 0;
    const titled = act === 'take' && changedTitle(view) !== null;
    const also = [
      ...(titled ? [i18n.t('pin_taken_title')] : []),
      ...(citing === 0 ? [] : [i18n.t('pin_taken_claims', citing)]),
    ];
    sayDone([i18n.t(linked ? DONE[act] : 'pin_without_link'), ...also].join(' '));
  };

  return {
    pin: (choice) => void pin(choice).then(() => choice.found?.refreshList?.()),
    hold: (earlier: Pin) => {
      if (view?.pin == null) return;
      choose(earlier.id);
      sayDone(i18n.t('pin_back'), () => focusAfterDrawing(focusOf(clipId)));
    },
    retitle: (title) => {
      if (view === undefined) return;
      changes.setPageTitle(view.clip.sourceId, title);
      edited?.();
      focusAfterDrawing(focusOf(clipId));
      sayDone(i18n.t('page_retitled'), () => focusAfterDrawing(focusOf(clipId)));
    },
    candidates: async () =>
      reader === null || view === undefined
        ? err(failure('not_found', clipId))
        : lookForPassages(view, citingClaims(report.replica.content(), clipId), reader),
  };
}

function sharesCitation(a: CitingClaim, b: CitingClaim): boolean {
  return a.citationIds.some((id) => b.citationIds.includes(id));
}

/** The number of passages for one claim, by the number of claims that cite the clip. */
const SHOWN = [5, 5, 3];
const SHOWN_OF_MANY = 2;

async function lookForPassages(
  view: ClipView,
  claims: readonly CitingClaim[],
  reader: LibraryReader,
): Promise<Result<readonly CandidateGroup[], Failure>> {
  const { clip, pin, source } = view;
  const snapshotId = (view.check ?? checkToPinAgain(view))?.snapshotId ?? null;
  if (snapshotId === null) return err(failure('page_text_gone'));
  const text = await pageText(reader, { clipId: clip.id, snapshotId });
  if (!text.ok) {
    return text.error.code === 'not_found' ? err(failure('page_text_gone')) : text;
  }
  // A link that finds nothing still contains words that its author saw or expected.
  // A link to a passage that somebody wants to replace does not.
  const { start = '', end = '' } = pin?.quote == null ? (pin?.directive ?? {}) : {};
  const words = [start, end].filter((term) => term !== '');
  const model = createPlainTextModel(text.value);
  const rows = rowPassages(text.value);
  const language = source?.language ?? '';
  const limit = SHOWN[claims.length] ?? SHOWN_OF_MANY;
  const groups: CandidateGroup[] = [];
  for (const claim of claims.length === 0 ? [null] : claims) {
    const clues = {
      claims: claim === null ? [] : [claim.sought],
      around: claim?.around ?? [],
      words,
    };
    const ranked = rankCandidates(model, clues, { limit, language, rows });
    const candidates = ranked.map((passage) => ({
      ...passage,
      text: text.value.slice(passage.start, passage.end),
    }));
    groups.push({ claim, candidates });
    // The panel answers while a long page is compared with many claims.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return ok(groups);
}
