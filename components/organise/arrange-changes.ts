import type { ClipView } from '@/components/state/clip-view';
import { binClip, setTags } from '@/utils/model/clip-operations';
import { placeContents } from '@/utils/model/content-position';
import { type ClipId, newId, type SectionId } from '@/utils/model/ids';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { createSection, moveSection } from '@/utils/model/section-operations';
import { binStatement } from '@/utils/model/statement-operations';
import { contentOfList, type DropPlace, type ListId, sectionOfList } from './drop-place';

export type ArrangeChanges = ReturnType<typeof createArrangeChanges>;

/** The commands on several items of a report. Each is one undo step. */
export function createArrangeChanges(replica: ReportReplica, tree: ReportTree) {
  const now = () => new Date().toISOString();

  return {
    /** `before` is in the list, and is not one of the items. */
    moveItems: (items: readonly ContentItem[], list: ListId, before: string | null) =>
      replica.edit((doc) => {
        const content = contentOfList(tree, list);
        placeContents(doc, items, { sectionId: sectionOfList(list), before, content });
      }),
    /**
     * Moves to the end of a section; null moves each kind of item to the place for items without a
     * section.
     */
    moveToSection: (items: readonly ContentItem[], sectionId: SectionId | null) =>
      replica.edit((doc) => {
        if (sectionId !== null) {
          placeContents(doc, items, { sectionId, content: contentOfList(tree, sectionId) });
          return;
        }
        for (const [kind, list] of [
          ['statement', 'opening'],
          ['clip', 'inbox'],
        ] as const) {
          const own = items.filter((item) => item.kind === kind);
          if (own.length === 0) continue;
          placeContents(doc, own, { sectionId: null, content: contentOfList(tree, list) });
        }
      }),
    /** Moves to a new section at the end of the report. */
    moveToNewSection: (items: readonly ContentItem[], title: string) =>
      replica.edit((doc) => {
        const sectionId: SectionId = newId<'section'>();
        createSection(doc, { id: sectionId, parentId: null, title, at: now() });
        placeContents(doc, items, { sectionId, content: [] });
      }),
    placeSection: (id: SectionId, place: Extract<DropPlace, { kind: 'section' }>) =>
      replica.edit((doc) => moveSection(doc, { ...place, id, at: now() })),
    binItems: (items: readonly ContentItem[]) =>
      replica.edit((doc) => {
        const at = now();
        for (const item of items) {
          if (item.kind === 'clip') binClip(doc, { clipId: item.id, at });
          else binStatement(doc, { id: item.id, at });
        }
      }),
    setTags: (clipId: ClipId, tags: readonly string[]) =>
      replica.edit((doc) => setTags(doc, { clipId, tags })),
    changeTags: (
      clips: readonly ClipView[],
      added: readonly string[],
      removed: readonly string[],
    ) =>
      replica.edit((doc) => {
        for (const { clip, tags } of clips) {
          const kept = tags.filter((tag) => !removed.includes(tag));
          setTags(doc, { clipId: clip.id, tags: [...new Set([...kept, ...added])] });
        }
      }),
  };
}
