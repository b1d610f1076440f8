import { render, type VNode } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { Desk, type DeskReadEarly } from '@/components/desk/Desk';
import { DeskLoading } from '@/components/desk/DeskLoading';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { readDraft } from '@/components/review/note-drafts';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { lastEdits } from '@/utils/messaging/client-report';
import { idSchema, type ReportId } from '@/utils/model/ids';
import { createActs } from '@/utils/platform/acts';
import { followOwnPage } from '@/utils/platform/own-pages';
import '@/components/ui/ui.css';
import { readEarly, stopReading } from './read-early';
import { reading } from './start-reading';

/** Returns the report in the address, `desk.html?report=<id>`; null if there is none. */
function reportOfAddress(): ReportId | null {
  const named = idSchema<'report'>().safeParse(new URLSearchParams(location.search).get('report'));
  return named.success ? named.data : null;
}

document.documentElement.lang = i18n.t('locale');
document.title = i18n.t('desk_title');
const acts = createActs();
const root = document.getElementById('root');
if (root !== null) {
  const { openOrdinarily } = acts;
  if (openOrdinarily) {
    if (reading !== null) stopReading(reading);
    draw(root, <LibraryElsewhere onOpen={openOrdinarily} />);
  } else void drawDesk(root);
}

function draw(root: HTMLElement, page: VNode): void {
  render(
    <>
      <ErrorBoundary of="page">{page}</ErrorBoundary>
      <OwnPageNotice follow={followOwnPage} />
    </>,
    root,
  );
}

async function drawDesk(root: HTMLElement): Promise<void> {
  const reportId = reportOfAddress();
  let early: DeskReadEarly | null = null;
  if (reading !== null && reading.reportId === reportId) {
    draw(root, <DeskLoading title="" />);
    // The first access to this storage takes milliseconds, which are free while the database works.
    readDraft('');
    lastEdits(reportId);
    early = await readEarly(reading);
  } else if (reading !== null) stopReading(reading);
  draw(
    root,
    <Desk
      acts={acts}
      reportId={reportId}
      early={early}
      onReport={(id) => history.replaceState(null, '', `?report=${id}`)}
    />,
  );
}
