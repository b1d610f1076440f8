import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { SiteHighlights } from '@/components/highlights/SiteHighlights';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { LostNotice } from '@/components/library/LostNotice';
import { NameDialog } from '@/components/report/NameDialog';
import type { ActivePage, Acts } from '@/components/state/acts';
import { sectionOptions } from '@/components/state/section-options';
import { useDestination } from '@/components/state/use-destination';
import { useLibrary } from '@/components/state/use-library';
import { Button, IconButton } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { KeysSheet } from '@/components/ui/KeysSheet';
import { useBrowserKeys } from '@/components/ui/use-browser-keys';
import { request } from '@/utils/messaging/client';
import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import type { Failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { POPUP_SHORTCUTS, SHORTCUTS_OF } from '@/utils/model/shortcuts';
import { ClipAction, type ClipState } from './ClipAction';
import { DestinationChooser } from './DestinationChooser';
import './popup.css';
import { summaryWords } from '@/components/clip/summary-words';
import { PopupClips } from './PopupClips';
import { PrivateQuestion } from './PrivateQuestion';
import { usePopupClips, useSections } from './use-popup-clips';
import { type ScreenshotState, useScreenshot } from './use-screenshot';

type CheckState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly summary: PageCheckSummary };

/**
 * The popup of the toolbar button: shows what is selected, clips it, says where it goes, lists the
 * clips of this page and the last ones, checks the page, and leads to the panel.
 */
export function Popup({ acts }: { acts: Acts }) {
  const library = useLibrary();
  const [destination, choose] = useDestination(acts, library.reports);
  const [page, setPage] = useState<ActivePage | null>(null);
  const [clip, setClip] = useState<ClipState>({ kind: 'ready' });
  const [check, setCheck] = useState<CheckState>({ kind: 'ready' });
  /** Whether a clip from the tab's private window waits for the user's answer. */
  const [waiting, setWaiting] = useState(false);
  const [readingCites, setReadingCites] = useState(false);
  const [naming, setNaming] = useState(false);
  const [showsKeys, setShowsKeys] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { recent, ofPage, refresh } = usePopupClips(library.reader, page?.url ?? '');
  const sections = useSections(library.reader, destination.reportId);
  const clipKey = useBrowserKeys(acts)?.['clip-selection'] ?? null;

  usePopupKeys(() => setShowsKeys(true));
  useEffect(() => {
    void acts.activePage(setPage).then((shown) => {
      setPage(shown);
      // The user may have moved the focus by a click or by Tab while the page was read.
      if (document.activeElement === document.body) focusAfterDrawing(['clip']);
      if (!shown.incognito || shown.tabId === null) return;
      void request('capture.waiting', { tabId: shown.tabId }).then((reply) => {
        if (!reply.ok || !reply.value.waits) return;
        setWaiting(true);
        setClip((now) => (now.kind === 'ready' ? { kind: 'asked' } : now));
      });
    });
  }, [acts]);

  const onClip = async (clipPage: boolean, privateAnswer?: PrivateAnswer) => {
    if (page === null || page.tabId === null) return;
    setFailure(null);
    setClip({ kind: 'working' });
    const { tabId } = page;
    const done = await (privateAnswer !== undefined
      ? request('capture.keepWaiting', { tabId, privateAnswer })
      : request('capture.start', { tabId, clipPage }));
    // Clips that could not be stored still wait, and the popup asks about them again.
    const left = done.ok ? done.value.problem : done.error;
    const stays = privateAnswer !== undefined && left !== null && left.code !== 'no_selection';
    const isAsked = stays || (!done.ok && done.error.code === 'private_window');
    setWaiting(stays);
    if (stays) setFailure(left);
    if (isAsked) setClip({ kind: 'asked' });
    else if (done.ok) setClip({ kind: 'saved', clipped: done.value });
    else setClip({ kind: 'failed', failure: done.error });
    // The button that had the focus was disabled meanwhile.
    focusAfterDrawing(['private-keep', 'clip', 'screenshot']);
    await library.refresh();
  };
  const screenshot = useScreenshot({
    tabId: page?.tabId ?? null,
    clip,
    onClip: setClip,
    onFailure: setFailure,
  });
  const onDrop = async () => {
    if (page === null || page.tabId === null) return;
    const saved = clip.kind === 'asked' ? (clip.screenshotFor ?? null) : null;
    if (saved !== null) {
      // The clip stays, because only the screenshot was asked about.
      setClip({ kind: 'saved', clipped: saved });
      focusAfterDrawing(['screenshot']);
      return;
    }
    setClip({ kind: 'ready' });
    setWaiting(false);
    focusAfterDrawing(['clip', 'screenshot']);
    const dropped = await request('capture.drop', { tabId: page.tabId });
    if (!dropped.ok) setFailure(dropped.error);
  };
  const onCheck = async (privateAnswer?: PrivateAnswer) => {
    if (page === null || page.tabId === null) return;
    setFailure(null);
    setCheck({ kind: 'working' });
    const answer = privateAnswer === undefined ? {} : { privateAnswer };
    const checked = await request('capture.checkPage', { tabId: page.tabId, ...answer });
    // Reads the clips again, because their verdicts changed.
    if (checked.ok) await refresh();
    setCheck(checked.ok ? { kind: 'done', summary: checked.value } : { kind: 'ready' });
    if (!checked.ok) setFailure(checked.error);
    // Does not take the focus from what the user has turned to.
    const { activeElement } = document;
    if (page.incognito && activeElement?.matches('body, button')) {
      focusAfterDrawing(['private-keep-check', 'check']);
    }
  };
  const onCites = async () => {
    if (page === null || page.tabId === null) return;
    setFailure(null);
    setReadingCites(true);
    // The background opens the desk, and the browser then closes the popup.
    const read = await request('capture.readArticle', { tabId: page.tabId });
    setReadingCites(false);
    if (!read.ok) setFailure(read.error);
  };
  const onNew = async (title: string, language: string) => {
    setNaming(false);
    const id: ReportId = newId<'report'>();
    const created = await request('report.create', { id, title, language });
    if (!created.ok) return setFailure(created.error);
    await library.refresh();
    choose({ reportId: id, sectionId: null });
  };
  const checked = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // With long texts above it, the result would be below the edge of the popup.
    if (check.kind === 'done') checked.current?.scrollIntoView({ block: 'start' });
  }, [check]);
  const problem = failure ?? library.failure;
  // Without a refresh the list would show the earlier verdicts.
  const kept = check.kind === 'done' && check.summary.kept;
  const empty = library.state === 'ready' && library.reader === null && library.failure === null;

  return (
    <main class="popup">
      <header class="popup-head">
        <h1 class="popup-name">Pincite</h1>
        <IconButton
          icon="keyboard"
          label={i18n.t('keys_title')}
          onClick={() => setShowsKeys(true)}
        />
        <IconButton
          icon="gear"
          label={i18n.t('settings')}
          onClick={() => void acts.openOptions()}
        />
      </header>
      {acts.openOrdinarily === null && page?.incognito === false && (
        <LostNotice acts={acts.lostLibrary} focusNext={['clip', 'screenshot']} />
      )}
      <ClipAction
        page={page}
        state={clip}
        shortcut={clipKey}
        onClip={(whole, answer) =>
          void (answer !== undefined && screenshot.asked
            ? screenshot.take(answer)
            : onClip(whole, answer))
        }
        onDrop={() => void onDrop()}
      />
      {page !== null && page.kind !== 'restricted' && !waiting && (
        <ScreenshotAction
          state={screenshot.state}
          adds={clip.kind === 'saved'}
          onTake={() => void screenshot.take()}
        />
      )}
      {acts.openOrdinarily === null ? (
        <DestinationChooser
          reports={library.reports.filter((report) => report.binnedAt === null)}
          sections={sectionOptions(sections)}
          destination={destination}
          onChoose={choose}
          onNew={() => setNaming(true)}
        />
      ) : (
        <LibraryElsewhere onOpen={acts.openOrdinarily} />
      )}
      {problem !== null && <ErrorNotice failure={problem} />}
      <div
        ref={checked}
        role="status"
        class={check.kind === 'done' ? 'popup-checked' : 'visually-hidden'}
      >
        {check.kind === 'working' && i18n.t('checking')}
        {check.kind === 'done' && summaryWords(check.summary)}
      </div>
      {check.kind === 'done' && !kept && (
        <PrivateQuestion
          question={i18n.t('private_check_question')}
          focusKey="private-keep-check"
          onKeep={() => void onCheck('once')}
          onDrop={() => {
            setCheck({ kind: 'ready' });
            focusAfterDrawing(['check']);
          }}
        />
      )}
      {acts.openOrdinarily === null && (
        <PopupClips
          reader={library.reader}
          checked={kept}
          ofPage={kept || page?.incognito === false ? ofPage : null}
          recent={empty ? [] : recent}
          searchable={recent !== null && recent.length > 0}
          onIntroduction={() => void acts.openWelcome()}
        />
      )}
      {page?.incognito !== true && !empty && (
        <SiteHighlights acts={acts.highlights} url={page?.url ?? ''} />
      )}
      {page?.incognito !== true && (
        <Button
          icon="quote"
          focusKey="cites"
          disabled={page?.kind !== 'clippable' || readingCites}
          onClick={() => void onCites()}
        >
          {i18n.t(readingCites ? 'reading_cites' : 'check_cites')}
        </Button>
      )}
      <div class="popup-foot">
        <Button
          focusKey="check"
          disabled={page?.kind !== 'clippable' || check.kind === 'working'}
          onClick={() => void onCheck()}
        >
          {i18n.t(check.kind === 'working' ? 'checking' : 'check_page')}
        </Button>
        {acts.openOrdinarily === null && (
          <Button label={i18n.t('open_panel')} onClick={() => void acts.openPanel()}>
            {i18n.t('toast_panel')}
          </Button>
        )}
      </div>
      {showsKeys && (
        <KeysSheet groups={SHORTCUTS_OF.popup} acts={acts} onClose={() => setShowsKeys(false)} />
      )}
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

/** Listens for the key of the sheet of keys. Text fields, dialogs and menus keep their own keys. */
function usePopupKeys(openKeys: () => void): void {
  const latest = useRef(openKeys);
  latest.current = openKeys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest(KEEPS_KEYS)) return;
      if (document.querySelector('dialog:modal') !== null) return;
      if (matchShortcut(event, POPUP_SHORTCUTS) !== 'keys') return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const KEEPS_KEYS =
  'dialog, [role=menu], input:not([type=checkbox]), textarea, select, [contenteditable]';

interface ScreenshotActionProps {
  readonly state: ScreenshotState;
  /** Whether the screenshot is added to the clip that was just made. */
  readonly adds: boolean;
  readonly onTake: () => void;
}

/** The button that takes a screenshot of the tab. */
function ScreenshotAction({ state, adds, onTake }: ScreenshotActionProps) {
  const working = state === 'working';
  return (
    <div class="popup-screenshot">
      <Button look="quiet" icon="camera" focusKey="screenshot" disabled={working} onClick={onTake}>
        {i18n.t(working ? 'screenshot_taking' : adds ? 'screenshot_add' : 'screenshot_take')}
      </Button>
      <p role="status" class={state === 'kept' ? 'muted' : 'visually-hidden'}>
        {state === 'kept' && i18n.t('screenshot_kept')}
      </p>
    </div>
  );
}
