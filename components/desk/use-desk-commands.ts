import type { RefObject } from 'preact';
import { type Dispatch, type StateUpdater, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { checkToPinAgain, mayFindPassage } from '@/components/clip/pin-acts';
import { type ReviewerQuestion, withReviewer } from '@/components/report/ReviewerDialog';
import { describeStep } from '@/components/review/describe-step';
import type { DeskActs } from '@/components/review/desk-acts';
import type { ReviewChanges } from '@/components/review/review-changes';
import { type ClaimSelection, showClaim } from '@/components/review/use-claim-selection';
import type { ReportClaims } from '@/components/review/use-claims';
import type { DeskClaim, DeskClaims } from '@/components/review/use-desk-claims';
import type { NoteField } from '@/components/review/use-note';
import type { ShownPassage } from '@/components/review/use-passage';
import { passageUrl } from '@/components/state/passage-url';
import { focusAfterDrawing, focusByKey } from '@/components/ui/focus';
import type { MenuEntry } from '@/components/ui/Menu';
import type { NoticeState, Say } from '@/components/ui/Snackbar';
import type { SayUndoable } from '@/components/ui/use-undoable-notice';
import type { NewAnswer } from '@/utils/model/answer-review';
import { ownAnswer, type Review } from '@/utils/model/project-reviews';
import type { ReviewLedger, ReviewStep } from '@/utils/model/review-ledger';
import {
  type DecisionBody,
  REVIEW_DECISIONS,
  type ReviewAnswer,
  type ReviewBody,
  type ReviewDecision,
} from '@/utils/model/review-records';
import { DESK_SHORTCUTS, type DeskCommand, keysOf } from '@/utils/model/shortcuts';
import { claimNumber } from '@/utils/review/claim-item';
import { isObjection, isOutdated, needsDecision } from '@/utils/review/review-state';
import type { SignOffState } from '@/utils/review/sign-off';
import { type Decided, useDecided } from './use-decided';
import { useDeskHistory } from './use-desk-history';
import { useDeskKeys } from './use-desk-keys';

/** The dialogs of the desk; DeskDialogs.tsx renders each kind. */
export type DeskDialog =
  | { readonly kind: 'keys' }
  | { readonly kind: 'filters' }
  | ReviewerQuestion
  /** Shows the reviewer's name and the other reviewers' keys. */
  | { readonly kind: 'reviewers' }
  | { readonly kind: 'clean'; readonly claims: readonly DeskClaim[] }
  | { readonly kind: 'sign' }
  /** Shows the ways to hand over the review. */
  | { readonly kind: 'report' };

interface DeskPorts {
  readonly acts: DeskActs;
  readonly changes: ReviewChanges;
  readonly ledger: ReviewLedger;
  readonly claims: ReportClaims;
  readonly desk: DeskClaims;
  readonly hintsReady: boolean;
  readonly selection: ClaimSelection;
  /** Null until the name is loaded. */
  readonly reviewer: string | null;
  readonly note: NoteField;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly signOffs: readonly SignOffState[];
  readonly say: Say;
  readonly retract: NoticeState['retract'];
  readonly sayUndoable: SayUndoable;
  readonly passage: ShownPassage;
  readonly setReviewer: (name: string) => void;
  readonly toggleClipped: () => void;
  readonly toggleOrder: () => void;
  readonly toggleView: () => void;
  /** Whether the overview replaces the claims. */
  readonly overview: boolean;
  readonly toggleOverview: () => void;
}

/** The commands that also work when no claim is shown. */
const WITHOUT_CLAIMS: ReadonlySet<DeskCommand> = new Set<DeskCommand>([
  'overview',
  'report',
  'sign-off',
  'keys',
]);

const DECISIONS: ReadonlySet<DeskCommand> = new Set<DeskCommand>(REVIEW_DECISIONS);

/** The commands that decide about the claim that is shown, or answer a decision. */
const DECIDING: ReadonlySet<DeskCommand> = new Set<DeskCommand>([
  ...REVIEW_DECISIONS,
  'note',
  'note-decided',
  'confirm-clean',
  'fixed',
  'disputed',
]);

export type DeskCommands = ReturnType<typeof useDeskCommands>;

/** The commands of the desk, for keys, buttons and menus. */
export function useDeskCommands(ports: DeskPorts) {
  const { acts, changes, desk, selection, say, sayUndoable, note } = ports;
  const [dialog, setDialog] = useState<DeskDialog | null>(null);
  const [announcement, announce] = useState('');
  const { claim } = selection;

  const { decided, latestDecided, noteOn, keepDecided } = useDecided();
  /** Where a note returned to a decided claim, and the claim to go on with after it. */
  const goOn = useRef<{ readonly from: string; readonly to: string } | null>(null);
  const latest = useRef(ports);
  latest.current = ports;

  const focusClaim = () => focusAfterDrawing(['claim']);
  const close = () => {
    setDialog(null);
    // The button that opened the dialog may be gone, for example after the user compared a key.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusByKey('claim');
      }),
    );
  };

  const asReviewer = (act: (reviewer: string) => void) =>
    withReviewer({ acts, reviewer: ports.reviewer, ask: setDialog }, act);
  const move = (moved: boolean, end: string) => {
    if (moved) focusClaim();
    else announceOnce(end);
  };
  const whileTrue = useWhileTrue(ports, announce);
  const announceOnce = (text: string) => {
    announce(text);
    say(text);
  };
  const undoReview = () => {
    const step = changes.undo();
    // The note was written before the decision, and stays for the next one.
    for (const { claimKey, note: words } of firstWithNote(step)) note.keep(claimKey, words);
    revert(step, 'undone_what', 'desk_nothing_undone');
  };
  const redoReview = () => {
    const step = changes.redo();
    for (const { claimKey } of firstWithNote(step)) note.keep(claimKey, '');
    revert(step, 'redone_what', 'desk_nothing_redone');
  };
  const { undo, redo, did } = useDeskHistory(ports.ledger, undoReview, redoReview, (done) => {
    announceOnce(i18n.t(done));
    focusClaim();
  });
  const revert = (
    step: ReviewStep | null,
    done: 'undone_what' | 'redone_what',
    nothing: 'desk_nothing_undone' | 'desk_nothing_redone',
  ) => {
    if (step === null) return announceOnce(i18n.t(nothing));
    if (step.claimKey !== '') selection.choose(step.claimKey);
    announceOnce(i18n.t(done, [describeStep(step)]));
    focusClaim();
  };

  /**
   * Returns the note for a decision. Before the name was known, the field did not show the
   * reviewer's own note. A decision keeps its note after an answer, and after its texts changed.
   */
  const noteOf = (of: DeskClaim) => {
    const own = of.review.all.find(({ standing }) => standing === 'own');
    if (own === undefined || isOutdated(own, of.item)) return note.value;
    return own.answers.length > 0 ? '' : note.value || own.note;
  };
  const sayNoClaim = () => {
    const [filters = ''] = keysOf(DESK_SHORTCUTS, 'filters');
    const none = desk.all.length === 0;
    announceOnce(none ? i18n.t('desk_no_claims') : i18n.t('desk_key_no_claim', [filters]));
  };
  const decide = (decision: ReviewDecision) => {
    if (claim === null) return sayNoClaim();
    if (selection.hasJustMoved()) return announceOnce(i18n.t('desk_just_moved'));
    selection.keep();
    asReviewer((reviewer) => {
      changes.decide(claim.item, reviewer, decision, noteOf(claim));
      note.taken();
      announce(i18n.t('desk_said', [i18n.t(`decision_${decision}`)]));
      // While the name was loaded, the reviewer may have gone to another claim.
      if (latest.current.selection.claim?.item.claim.key !== claim.item.claim.key) return;
      const { key } = claim.item.claim;
      const next = latest.current.selection.stepWaiting();
      const number = claimNumber(claim.item);
      keepDecided({ key, next: next?.item.claim.key ?? null, number });
      if (next !== null) focusClaim();
      else say(whileTrue(i18n.t('desk_all_decided'), noneWaits()));
    });
  };
  const answer = (review: Review, given: NewAnswer | null) => {
    const before = ownAnswer(review);
    const store = (reviewer: string) => {
      changes.answer(review, given, reviewer);
      // A note is not announced at each of its letters.
      if (given?.answer === before?.answer) return;
      announce(i18n.t(given === null ? 'desk_answer_back' : `answer_${given.answer}`));
    };
    // An answer that is taken back needs no name.
    if (given === null) store('');
    else asReviewer(store);
  };
  const answerByKey = (given: ReviewAnswer) => {
    const review = claim?.review.review ?? null;
    if (review === null || !isObjection(review.decision)) {
      return announceOnce(i18n.t('desk_no_objection'));
    }
    const own = ownAnswer(review);
    answer(review, own?.answer === given ? null : { answer: given, note: own?.note ?? '' });
  };
  /** A sign-off names the authors of all decisions, so pending decisions are signed first. */
  const signOff = async (reviewer: string, excepted: ReadonlySet<string>) => {
    if (!(await changes.flush())) return announceOnce(i18n.t('sign_unsaved'));
    const { claims: now, desk: shown } = latest.current;
    const content = now.signedContent(changes.reviews());
    const signed = changes.signOff(shown.all, reviewer, excepted, content);
    const done =
      excepted.size === 0 ? i18n.t('sign_done') : i18n.t('sign_done_except', excepted.size);
    // A banner says so too, but it may be out of view.
    announceOnce(signed ? whileTrue(done, isSignedOff) : i18n.t('sign_refused'));
    focusClaim();
  };
  const askClean = () => {
    if (!ports.hintsReady) {
      const text = i18n.t('desk_still_checking');
      return announceOnce(whileTrue(text, ({ hintsReady }) => !hintsReady));
    }
    const waiting = cleanOnPage(desk, claim);
    if (waiting.length === 0) return announceOnce(i18n.t('desk_none_clean'));
    asReviewer(() => setDialog({ kind: 'clean', claims: waiting }));
  };

  const writeNote = () => {
    if (claim === null) return sayNoClaim();
    const last = decided.current;
    keepDecided(null);
    const here = latest.current.selection.claim?.item.claim.key ?? null;
    // New checks may have put another claim here since the decision.
    if (last !== null && last.next !== null && (here === last.key || here === last.next)) {
      returnTo(last, last.next);
    } else selection.keep();
    ports.noteField.current?.focus();
  };
  const writeNoteOfDecided = () => {
    const last = latestDecided;
    const here = latest.current.selection.claim?.item.claim.key ?? null;
    if (last === null || !desk.all.some(({ item }) => item.claim.key === last.key)) {
      return announceOnce(i18n.t('desk_none_decided'));
    }
    keepDecided(null);
    if (here !== null && here !== last.key) returnTo(last, here);
    ports.noteField.current?.focus();
  };
  const returnTo = (last: Decided, next: string) => {
    selection.choose(last.key);
    goOn.current = { from: last.key, to: next };
    // The field may be the only part of the claim in view.
    say(i18n.t('desk_note_of_decided', [last.number]));
  };

  const findPassage = () => {
    if (claim === null) return sayNoClaim();
    selection.keep();
    const { passage } = ports;
    const mayFind = claim.item.passages.map(
      ({ evidence }) => evidence !== null && mayFindPassage(evidence),
    );
    const { view } = passage;
    const mayReplace = view !== null && checkToPinAgain(view) !== null;
    // Right after a pinning, the next press is for the next citation without a passage.
    const isChosen = mayFind[passage.at] || (mayReplace && view.check !== null);
    const at = isChosen ? passage.at : mayFind.indexOf(true);
    if (at >= 0) return passage.find(at);
    if (mayReplace) return passage.find(passage.at);
    const why = view?.pin?.quote == null ? 'desk_none_to_find' : 'desk_own_passage';
    announceOnce(i18n.t(why, [keysOf(DESK_SHORTCUTS, 'passage')[0] ?? '']));
  };

  const runs: Readonly<Record<DeskCommand, () => void>> = {
    next: () => move(selection.step(1), i18n.t('desk_at_end')),
    previous: () => move(selection.step(-1), i18n.t('desk_at_start')),
    'next-page': () => move(selection.stepPage(1), i18n.t('desk_at_end')),
    'previous-page': () => move(selection.stepPage(-1), i18n.t('desk_at_start')),
    'next-waiting': () => {
      if (selection.stepWaiting() !== null) return focusClaim();
      announceOnce(whileTrue(i18n.t('desk_none_waiting'), noneWaits(claim)));
    },
    back: () => move(selection.back(), i18n.t('desk_at_start')),
    passage: ports.passage.next,
    supported: () => decide('supported'),
    partly: () => decide('partly'),
    unsupported: () => decide('unsupported'),
    unclear: () => decide('unclear'),
    note: writeNote,
    'note-decided': writeNoteOfDecided,
    'confirm-clean': askClean,
    fixed: () => answerByKey('fixed'),
    disputed: () => answerByKey('disputed'),
    undo,
    redo,
    'sign-off': () => asReviewer(() => setDialog({ kind: 'sign' })),
    report: () => setDialog({ kind: 'report' }),
    'find-passage': findPassage,
    'open-page': () => {
      const { view } = ports.passage;
      const url = view === null ? null : passageUrl(view);
      if (url === null) announceOnce(i18n.t('desk_no_link'));
      else void acts.openTab(url);
    },
    'when-clipped': ports.toggleClipped,
    filters: () => setDialog({ kind: 'filters' }),
    search: () => ports.search.current?.focus(),
    order: ports.toggleOrder,
    view: ports.toggleView,
    overview: ports.toggleOverview,
    keys: () => setDialog({ kind: 'keys' }),
  };
  const run = (command: DeskCommand) => {
    if (ports.overview && !WITHOUT_CLAIMS.has(command)) {
      const [overview = ''] = keysOf(DESK_SHORTCUTS, 'overview');
      if (DECIDING.has(command)) announceOnce(i18n.t('desk_key_overview', [overview]));
      return;
    }
    // The same numbers stand beside the passages of the list, which has this name as long as it
    // takes them.
    if (DECISIONS.has(command) && focusByKey('candidates')) {
      return announceOnce(i18n.t('desk_list_open'));
    }
    if (command !== 'note' && command !== 'note-decided') goOn.current = null;
    runs[command]();
  };
  useDeskKeys(run);

  const menu: MenuEntry[] = [
    { label: i18n.t('desk_menu_clean'), icon: 'check', onSelect: askClean },
    { label: i18n.t('undo'), icon: 'undo', onSelect: undo },
    { label: i18n.t('redo'), icon: 'redo', onSelect: redo },
    'line',
    { label: i18n.t('ov_title'), icon: 'list', onSelect: () => run('overview') },
    { label: i18n.t('rr_action'), icon: 'download', onSelect: () => run('report') },
    'line',
    {
      label: i18n.t('desk_menu_reviewer'),
      icon: 'edit',
      onSelect: () => setDialog({ kind: 'reviewers' }),
    },
    { label: i18n.t('desk_menu_panel'), icon: 'panel', onSelect: () => void acts.openPanel() },
    { label: i18n.t('settings'), icon: 'gear', onSelect: () => void acts.openOptions() },
    {
      label: i18n.t('keys_title'),
      icon: 'keyboard',
      onSelect: runs.keys,
    },
  ];

  return {
    run,
    menu,
    dialog,
    ask: setDialog,
    close,
    announcement,
    undo,
    did,
    noteOn,
    latestDecided: latestDecided?.number ?? null,
    decide,
    answer,
    /** At once, because the next key is for the desk, not for the field. */
    leaveNote: () => {
      const on = goOn.current;
      goOn.current = null;
      // First, because the browser would scroll to the top of a short page to centre the title.
      showClaim();
      focusByKey('claim');
      if (on === null || on.from !== claim?.item.claim.key) return;
      selection.choose(on.to);
      focusClaim();
    },
    nameReviewer: (name: string) => {
      ports.setReviewer(name);
      if (dialog?.kind !== 'reviewer') return;
      close();
      dialog.onNamed(name);
    },
    signAgain: (reviews: readonly Review[]) => {
      close();
      asReviewer((reviewer) => {
        changes.signAgain(reviews, reviewer);
        sayUndoable(i18n.t('reviewers_signed', reviews.length), undo);
      });
    },
    confirmClean: (confirmed: readonly DeskClaim[]) => {
      close();
      asReviewer((reviewer) => {
        changes.confirmTogether(
          confirmed.map(({ item }) => item),
          reviewer,
        );
        sayUndoable(i18n.t('clean_done', confirmed.length), undo);
        if (selection.stepWaiting(confirmed) !== null) focusClaim();
      });
    },
    sign: (excepted: ReadonlySet<string>) => {
      close();
      asReviewer((reviewer) => {
        void signOff(reviewer, excepted);
      });
    },
  };
}

type IsTrue = (now: DeskPorts) => boolean;

/**
 * Returns a function that watches a text about the state of the review, and returns it to be shown.
 * The notice and the announcement with this text disappear as soon as it is no longer true.
 */
function useWhileTrue(
  ports: DeskPorts,
  announce: Dispatch<StateUpdater<string>>,
): (text: string, isTrue: IsTrue) => string {
  /** `wasTrue`: what the text says may not be in the state yet. */
  const told = useRef<{ text: string; isTrue: IsTrue; wasTrue: boolean } | null>(null);
  useEffect(() => {
    const last = told.current;
    if (last === null) return;
    if (last.isTrue(ports)) last.wasTrue = true;
    else if (last.wasTrue) {
      told.current = null;
      ports.retract(last.text);
      announce((shown) => (shown === last.text ? '' : shown));
    }
  });
  return (text, isTrue) => {
    told.current = { text, isTrue, wasTrue: false };
    return text;
  };
}

function isSignedOff({ signOffs }: DeskPorts): boolean {
  return signOffs.some(({ signOff, state }) => signOff.standing === 'own' && state === 'valid');
}

/** Whether no shown claim waits, apart from one. */
function noneWaits(apart: DeskClaim | null = null): IsTrue {
  return ({ desk: { all, shown } }) =>
    !all.some(
      ({ item: { claim }, review }) =>
        claim.key !== apart?.item.claim.key && shown.has(claim.key) && needsDecision(review),
    );
}

/** Returns the decisions with a note that was written before them, and not in an earlier one. */
function firstWithNote(step: ReviewStep | null): readonly DecisionBody[] {
  return (step?.changes ?? []).flatMap(({ before, after }) =>
    after.kind === 'decision' && after.note !== '' && !hasNote(before, after) ? after : [],
  );
}

/** Whether a note is that of the earlier decision, changed or not. */
function hasNote(before: ReviewBody | null, { note, reviewedAt }: DecisionBody): boolean {
  if (before?.kind !== 'decision') return false;
  return before.note === note || before.reviewedAt === reviewedAt;
}

/** Returns the clean claims that wait and have their passage on the same page as this claim. */
function cleanOnPage({ all }: DeskClaims, claim: DeskClaim | null): readonly DeskClaim[] {
  if (claim === null || claim.item.sourceId === null) return [];
  return all.filter(
    ({ item, triage, review }) =>
      item.sourceId === claim.item.sourceId && triage === 'clean' && needsDecision(review),
  );
}
