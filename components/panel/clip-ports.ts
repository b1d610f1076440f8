import { i18n } from '#i18n';
import type { Candidate, ClipPort, PinAct, PinChoice } from '@/components/clip/clip-port';
import type { ReportChanges } from '@/components/report/report-changes';
import type { ClipView } from '@/components/state/clip-view';
import { pageText } from '@/components/state/team-texts';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing, focusStayed } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { request } from '@/utils/messaging/client';
import type { Pin } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type PinId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { rankCandidates } from '@/utils/quote/rank-candidates';
import type { LibraryReader } from '@/utils/storage/read';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { deleteImage } from './delete-image';
import type { PageHistory } from './use-page-history';

export interface ClipPortOptions {
  readonly report: Pick<OpenReport, 'tree' | 'views'>;
  readonly changes: Pick<ReportChanges, 'choosePins'>;
  readonly reader: LibraryReader | null;
  readonly say: Say;
  readonly did: PageHistory['did'];
  readonly fail: (failure: Failure | null) => void;
}

const DONE = {
  renew: 'pin_renewed',
  take: 'pin_taken',
  adopt: 'pin_adopted',
  choose: 'pin_chosen',
} as const satisfies Record<PinAct, string>;

/** The commands and data of a clip's card in an open report. */
export function createClipPort(clipId: ClipId, options: ClipPortOptions): ClipPort {
  const { report, changes, reader, say, did, fail } = options;
  const view = report.views.get(clipId);

  const chosen =
    report.tree.content.placements.find((each) => each.clipId === clipId)?.pinId ?? null;
  const choose = (pinId: PinId | null, lasting = false) => {
    changes.choosePins([{ clipId, pinId }], { lasting });
    focusAfterDrawing([`item-${clipId}`]);
  };
  const pin = async ({ act, position }: PinChoice): Promise<void> => {
    if (view?.pin == null || view.check === null) return;
    const focused = document.activeElement;
    const pinId = newId<'pin'>();
    const added = await request('pin.add', {
      reportId: report.tree.content.id,
      pinId,
      clipId,
      runId: view.check.runId,
      basedOn: view.pin.id,
      position,
      wording: act === 'renew' ? 'kept' : 'page',
    });
    if (!added.ok) return fail(added.error);
    fail(null);
    const linked = added.value.noDirectiveReason === null;
    if (focusStayed(focused)) focusAfterDrawing([`item-${clipId}`]);
    // The background has already stored this choice, so this page has no undo step for it.
    const forget = did({
      undo: () => choose(chosen, true),
      redo: () => choose(pinId, true),
    });
    say(i18n.t(linked ? DONE[act] : 'pin_without_link'), () => {
      forget();
      choose(chosen);
    });
  };

  return {
    pin: (choice) => void pin(choice),
    hold: (earlier: Pin) => {
      if (view?.pin == null) return;
      choose(earlier.id);
      say(i18n.t('pin_back'), () => choose(chosen));
    },
    history: async () =>
      reader === null ? err(failure('not_found', clipId)) : reader.clipHistory(clipId),
    images: async () =>
      reader === null ? err(failure('not_found', clipId)) : reader.attachments(clipId),
    deleteImage: (id) => void deleteImage(clipId, id, options),
    candidates: async () =>
      reader === null || view === undefined
        ? err(failure('not_found', clipId))
        : lookForPassages(view, claimsOn(clipId, report), reader),
  };
}

/** Returns what the report says with this clip as the source: the claims that cite it. */
function claimsOn(clipId: ClipId, { tree }: Pick<OpenReport, 'tree'>): string[] {
  const { claims, statements } = deriveReportClaims(tree.content);
  const plain = new Map(statements.map((each) => [each.statementId, each.plain]));
  return claims.flatMap(({ citationIds, text, sentence, statementId }) => {
    if (!citationIds.some((id) => tree.citations.get(id)?.clipId === clipId)) return [];
    const whole = plain.get(statementId)?.slice(sentence.start, sentence.end) ?? '';
    // A short text between two citations says too little by itself.
    return [text.length < 40 ? whole : text];
  });
}

async function lookForPassages(
  { clip, check, pin, source }: ClipView,
  claims: readonly string[],
  reader: LibraryReader,
): Promise<Result<readonly Candidate[], Failure>> {
  const snapshotId = check?.snapshotId ?? null;
  if (snapshotId === null) return err(failure('page_text_gone'));
  const text = await pageText(reader, { clipId: clip.id, snapshotId });
  if (!text.ok) {
    return text.error.code === 'not_found' ? err(failure('page_text_gone')) : text;
  }
  // A link that finds nothing still contains words that its author saw or expected.
  const { start = '', end = '' } = pin?.directive ?? {};
  const words = [start, end].filter((term) => term !== '');
  const model = createPlainTextModel(text.value);
  const language = source?.language ?? '';
  const ranked = rankCandidates(model, { claims, words }, { limit: 5, language });
  return ok(
    ranked.map((passage) => ({ ...passage, text: text.value.slice(passage.start, passage.end) })),
  );
}
