import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { summaryWords } from '@/components/clip/summary-words';
import type { HighlightActs } from '@/components/state/highlight-acts';
import { Button } from '@/components/ui/Button';
import { Disclosure } from '@/components/ui/Disclosure';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { request } from '@/utils/messaging/client';
import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';
import type { TabClips } from '@/utils/messaging/protocol/highlight-calls';
import type { Failure } from '@/utils/model/failure';
import './highlights.css';

type Check =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly summary: PageCheckSummary }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Shows how many clips the current page has, lists those that were not found on it, and offers to
 * check them.
 */
export function PageClips({ acts }: { acts: HighlightActs }) {
  const [tabId, page] = usePageClips(acts);
  const [open, setOpen] = useState(false);
  const [check, setCheck] = useState<Check>({ kind: 'ready' });
  const url = page?.url ?? '';
  useEffect(() => setCheck({ kind: 'ready' }), [tabId, url]);
  if (page === null || tabId === null || page.clips.length === 0) return null;

  const lost = page.clips.filter((clip) => !clip.found);
  const onCheck = async () => {
    setCheck({ kind: 'working' });
    const checked = await request('capture.checkPage', { tabId });
    setCheck(
      checked.ok
        ? { kind: 'done', summary: checked.value }
        : { kind: 'failed', failure: checked.error },
    );
  };
  const count = i18n.t('highlights_count', page.clips.length);
  return (
    <section class="page-clips" aria-label={i18n.t('highlights_here')}>
      {lost.length === 0 ? (
        <p role="status">{count}</p>
      ) : (
        <>
          <Disclosure open={open} onToggle={setOpen} controls="page-clips-lost">
            {count}
            {' · '}
            {i18n.t('highlights_lost', lost.length)}
          </Disclosure>
          <div id="page-clips-lost" class="stack" hidden={!open}>
            <p class="muted">{i18n.t('highlights_lost_text')}</p>
            <ul class="page-clips-list">
              {lost.map((clip) => (
                <li key={clip.clipId}>
                  <blockquote dir="auto">{clip.quote}</blockquote>
                </li>
              ))}
            </ul>
            <Button disabled={check.kind === 'working'} onClick={() => void onCheck()}>
              {i18n.t(check.kind === 'working' ? 'checking' : 'check_page')}
            </Button>
          </div>
        </>
      )}
      {check.kind === 'done' && <p role="status">{summaryWords(check.summary)}</p>}
      {check.kind === 'failed' && <ErrorNotice failure={check.failure} />}
    </section>
  );
}

/** Returns the active tab and what its highlighter reported; null where no highlighter runs. */
function usePageClips(acts: HighlightActs): readonly [number | null, TabClips | null] {
  const [seen, setSeen] = useState<readonly [number | null, TabClips | null]>([null, null]);
  const read = useCallback(async (tabId: number | null) => {
    if (tabId === null) {
      setSeen([null, null]);
      return;
    }
    const asked = await request('highlights.ofTab', { tabId });
    setSeen([tabId, asked.ok ? (asked.value.page ?? null) : null]);
  }, []);
  useEffect(() => acts.followFrontTab((tabId) => void read(tabId)), [acts, read]);
  return seen;
}
