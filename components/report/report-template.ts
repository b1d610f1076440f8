import { i18n } from '#i18n';
import { changeWords } from '@/components/clip/check-facts';
import { type ClipView, shortQuote, sourceTitle } from '@/components/state/clip-view';
import { clipViews } from '@/components/state/clip-views';
import { restoreBackup } from '@/utils/messaging/client-restore';
import { type Failure, failure } from '@/utils/model/failure';
import { fillFromTemplate, fillWithCopy, type TemplateChange } from '@/utils/model/fill-template';
import { newId, type ReportId } from '@/utils/model/ids';
import {
  createReportDocument,
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { arrangeReport, type ReportTree } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import { encodeRecords } from '@/utils/storage/encode-import';
import type { LibraryReader } from '@/utils/storage/read';

/** A report that a new report can start from. */
export interface ReportTemplate {
  readonly doc: ReportDocument;
  readonly tree: ReportTree;
  /** The passages that were altered, missing or gone at their latest check. */
  readonly changes: readonly TemplateChange[];
}

/** What a new report starts from. */
export type ReportStart =
  | { readonly kind: 'sections'; readonly template: ReportTemplate; readonly changes: boolean }
  | { readonly kind: 'copy'; readonly template: ReportTemplate };

export async function loadTemplate(
  reader: LibraryReader,
  reportId: ReportId,
): Promise<Result<ReportTemplate, Failure>> {
  const [updates, evidence] = await Promise.all([
    reader.loadReportUpdates(reportId),
    reader.loadEvidence(reportId),
  ]);
  if (!updates.ok) return updates;
  if (!evidence.ok) return evidence;
  if (updates.value.length === 0) return err(failure('not_found', reportId));
  const doc = loadReportDocument(updates.value);
  const tree = arrangeReport(readReport(doc, reportId), evidence.value.clips);
  const views = [...clipViews(tree, evidence.value).values()];
  return ok({ doc, tree, changes: views.flatMap(changeOf) });
}

function changeOf(view: ClipView): TemplateChange[] {
  const { check, clip } = view;
  if (!view.isCounted || check === null) return [];
  const { verdict, evidence } = check;
  if (verdict !== 'altered' && verdict !== 'missing' && verdict !== 'gone') return [];
  const [change] = evidence.changes;
  const what = change === undefined ? '' : ` (${changeWords(change)})`;
  const words = `${i18n.t(`verdict_${verdict}`)}${what}: “${shortQuote(view, 160)}”`;
  return [{ clipId: clip.id, words, label: sourceTitle(view) }];
}

/**
 * Creates a report from another report's sections or from all of it. It is stored completely or not
 * at all. The evidence is already in the library.
 */
export async function startReport(
  named: { readonly title: string; readonly language: string },
  start: ReportStart,
): Promise<Result<ReportId, Failure>> {
  const at = new Date().toISOString();
  const { title, language } = named;
  const { doc: from, tree } = start.template;
  const doc = createReportDocument({ title, language, at });
  doc.transact(() => {
    if (start.kind === 'copy') return fillWithCopy(doc, from, tree, at);
    const changes = start.changes ? start.template.changes : [];
    const changesTitle = i18n.t('template_changes_title');
    return fillFromTemplate(doc, { tree, title, changes, changesTitle, at });
  });
  const updates = encodeReport(doc);
  doc.destroy();
  const reportId: ReportId = newId<'report'>();
  const pieces = () => encodeRecords({ reportId, title, language, updates, records: [] }, at);
  const stored = await restoreBackup(pieces, {
    expected: 'import',
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (stored === null) return err(failure('unexpected'));
  return stored.ok ? ok(reportId) : stored;
}
