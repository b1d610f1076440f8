import { contentOfList, listOfItem } from '@/components/organise/drop-place';
import { liveItems } from '@/components/state/clip-views';
import { restoreBackup } from '@/utils/messaging/client-restore';
import { awaitClipNoMore, restoreClip, setClipAside } from '@/utils/model/clip-operations';
import { placeContents } from '@/utils/model/content-position';
import type { Clip } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { applyDamageRepairs } from '@/utils/model/repair-operations';
import { encodeReport, ReportDocument } from '@/utils/model/report-document';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { ReportTree } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import { createStatement, editStatement, recordCitation } from '@/utils/model/statement-operations';
import { encodeRecords } from '@/utils/storage/encode-import';
import { findPasted, type PastedSpot } from './find-pasted';
import type { PastedParts } from './pasted-blocks';

interface AwaitedClips {
  readonly clips: readonly Pick<Clip, 'id' | 'filedUnder'>[];
}

/**
 * Puts clips that will be stored and cited into the bin, because the report must not show a clip
 * that is not cited yet. This is not an undo step. Emptying the bin spares these clips until `letGo`
 * is called.
 */
export function setAside(replica: ReportReplica, { clips }: AwaitedClips): void {
  const at = new Date().toISOString();
  replica.edit(
    (doc) => {
      for (const { id } of clips) setClipAside(doc, { clipId: id, at });
    },
    { lasting: true },
  );
}

/**
 * Makes the clips that were set aside ordinary clips again. Takes them out of the bin if they were
 * never stored.
 */
export function letGo(replica: ReportReplica, { clips }: AwaitedClips, stored: boolean): void {
  replica.edit(
    (doc) => {
      for (const { id, filedUnder } of clips) {
        awaitClipNoMore(doc, { clipId: id });
        if (!stored) restoreClip(doc, { clipId: id, filedUnder });
      }
    },
    { lasting: true },
  );
}

/** Stores the evidence of pasted links: all of it or nothing. */
export async function storePasted(
  parts: PastedParts,
  { content }: Pick<ReportTree, 'content'>,
): Promise<Result<undefined, Failure>> {
  const { sources, clips, pins } = parts;
  if (clips.length === 0) return ok(undefined);
  const at = new Date().toISOString();
  const updates = encodeReport(new ReportDocument());
  const records = [
    ...sources.map((record) => ({ store: 'sources' as const, record })),
    ...clips.map((record) => ({ store: 'clips' as const, record })),
    ...pins.map((record) => ({ store: 'pins' as const, record })),
  ];
  const { id: reportId, title, language } = content;
  const stored = await restoreBackup(
    () => encodeRecords({ reportId, title, language, updates, records }, at),
    { expected: 'import', signal: new AbortController().signal, onProgress: () => undefined },
  );
  return stored === null || stored.ok ? ok(undefined) : err(stored.error);
}

/**
 * Replaces pasted text by the same text with citations, and repairs its damage, in one undo step.
 * The first block replaces the pasted text; the other blocks become statements after it. Undo
 * restores the pasted text and puts the clips, which were set aside before, into the bin again.
 * Returns false and changes nothing when the pasted text is not there any more.
 */
export function citePasted(
  replica: ReportReplica,
  tree: ReportTree,
  spot: PastedSpot,
  parts: PastedParts,
): boolean {
  const { statementId, words } = spot;
  const statement = replica.content().statements.find(({ id }) => id === statementId);
  const at = statement === undefined ? null : findPasted(statement.text, spot);
  const [first, ...others] = parts.blocks;
  if (statement === undefined || at === null || first === undefined) return false;
  const item = liveItems(tree).find(({ id }) => id === statementId);
  const list = item === undefined ? null : listOfItem(tree, item);
  const content = list === null ? [] : contentOfList(tree, list);
  const behind = content[content.findIndex(({ id }) => id === statementId) + 1]?.id ?? null;
  const { sectionId, text } = statement;

  replica.edit(
    (doc) => {
      for (const { id, filedUnder } of parts.clips) restoreClip(doc, { clipId: id, filedUnder });
      // White space at the ends of the pasted text belongs to no block.
      const lead = /^\s*/u.exec(words)?.[0] ?? '';
      const tail = /(?<!\s)\s*$/u.exec(words)?.[0] ?? '';
      const next = text.slice(0, at) + lead + first.text + tail + text.slice(at + words.length);
      editStatement(doc, { id: statementId, text: next });
      for (const block of others) createStatement(doc, { ...block, position: { sectionId } });
      if (others.length > 0) {
        const what = others.map(({ id }) => ({ kind: 'statement' as const, id }));
        placeContents(doc, what, { sectionId, before: behind, content });
      }
      for (const citation of parts.citations) {
        const home = citation.statementId === first.id ? statementId : citation.statementId;
        recordCitation(doc, { ...citation, statementId: home });
      }
      const here = (place: number) => at + lead.length + place;
      const damage = parts.damage.map((place) => {
        if (place.statementId !== first.id) return place;
        const cutAt = place.cutAt === null ? null : here(place.cutAt);
        return { ...place, statementId, start: here(place.start), cutAt };
      });
      applyDamageRepairs(doc, damage);
    },
    { about: statementId },
  );
  return true;
}
