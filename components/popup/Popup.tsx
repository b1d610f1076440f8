import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ActivePage, Acts } from '@/components/acts';
import { SiteHighlights } from '@/components/highlights/SiteHighlights';
import { NameDialog } from '@/components/report/NameDialog';
import { sectionOptions } from '@/components/report/section-options';
import { useDestination } from '@/components/report/use-destination';
import { useLibrary } from '@/components/report/use-library';
import { Button, IconButton } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { request } from '@/utils/messaging/client';
import type { PageCheckSummary } from '@/utils/messaging/protocol';
import type { Failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { ClipAction, type ClipState } from './ClipAction';
import { DestinationChooser } from './DestinationChooser';
import './popup.css';
import { summaryWords } from '@/components/clip/summary-words';
import { PopupClips } from './PopupClips';
import { usePopupClips, useSections } from './use-popup-clips';

type CheckState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly summary: PageCheckSummary };

/** The toolbar button's popup: clip, choose where to, see what was clipped, check this page. */
export function Popup({ acts }: { acts: Acts }) {
  const library = useLibrary();
  const [destination, choose] = useDestination(acts, library.reports);
  const [page, setPage] = useState<ActivePage | null>(null);
  const [clip, setClip] = useState<ClipState>({ kind: 'ready' });
  const [check, setCheck] = useState<CheckState>({ kind: 'ready' });
  const [naming, setNaming] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { recent, ofPage, refresh } = usePopupClips(library.reader, page?.url ?? '');
  const sections = useSections(library.reader, destination.reportId);

  useEffect(() => {
    void acts.activePage().then(setPage);
  }, [acts]);

  const onClip = async (clipPage: boolean) => {
    if (page === null || page.tabId === null) return;
    setClip({ kind: 'working' });
    const done = await request('capture.start', { tabId: page.tabId, clipPage });
    setClip(
      done.ok ? { kind: 'saved', clipped: done.value } : { kind: 'failed', failure: done.error },
    );
    await library.refresh();
  };
  const onCheck = async () => {
    if (page === null || page.tabId === null) return;
    setFailure(null);
    setCheck({ kind: 'working' });
    const checked = await request('capture.checkPage', { tabId: page.tabId });
    // Not the verdicts of before.
    if (checked.ok) await refresh();
    setCheck(checked.ok ? { kind: 'done', summary: checked.value } : { kind: 'ready' });
    if (!checked.ok) setFailure(checked.error);
  };
  const onNew = async (title: string, language: string) => {
    setNaming(false);
    const id: ReportId = newId<'report'>();
    const created = await request('report.create', { id, title, language });
    if (!created.ok) return setFailure(created.error);
    await library.refresh();
    choose({ reportId: id, sectionId: null });
  };
  const problem = failure ?? library.failure;

  return (
    <main class="popup">
      <header class="popup-head">
        <h1 class="popup-name">Pincite</h1>
        <IconButton
          icon="gear"
          label={i18n.t('settings')}
          onClick={() => void acts.openOptions()}
        />
      </header>
      <ClipAction page={page} state={clip} onClip={(whole) => void onClip(whole)} />
      <DestinationChooser
        reports={library.reports.filter((report) => report.binnedAt === null)}
        sections={sectionOptions(sections)}
        destination={destination}
        onChoose={choose}
        onNew={() => setNaming(true)}
      />
      {problem !== null && <ErrorNotice failure={problem} />}
      <div role="status" class={check.kind === 'done' ? '' : 'visually-hidden'}>
        {check.kind === 'working' && i18n.t('checking')}
        {check.kind === 'done' && summaryWords(check.summary)}
      </div>
      <PopupClips
        reader={library.reader}
        title={i18n.t(check.kind === 'done' ? 'page_quotes' : 'recent_clips')}
        views={check.kind === 'done' ? ofPage : recent}
        searchable={recent.length > 0}
      />
      <div class="popup-foot">
        <Button
          disabled={page?.kind !== 'clippable' || check.kind === 'working'}
          onClick={() => void onCheck()}
        >
          {i18n.t(check.kind === 'working' ? 'checking' : 'check_page')}
        </Button>
        <Button icon="panel" onClick={() => void acts.openPanel()}>
          {i18n.t('open_panel')}
        </Button>
      </div>
      <SiteHighlights acts={acts.highlights} url={page?.url ?? ''} />
      {naming && (
        <NameDialog
          title={i18n.t('new_report_title')}
          label={i18n.t('report_title')}
          confirm={i18n.t('create')}
          value=""
          language={i18n.t('locale')}
          onConfirm={(title, language) => void onNew(title, language)}
          onClose={() => setNaming(false)}
        />
      )}
    </main>
  );
}
