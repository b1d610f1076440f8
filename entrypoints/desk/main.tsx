import { render } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { Desk } from '@/components/desk/Desk';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { idSchema, type ReportId } from '@/utils/model/ids';
import { createActs } from '@/utils/platform/acts';
import { followOwnPage } from '@/utils/platform/own-pages';
import '@/components/ui/ui.css';

/** Returns the report in the address, `desk.html?report=<id>`; null if there is none. */
function reportOfAddress(): ReportId | null {
  const named = idSchema<'report'>().safeParse(new URLSearchParams(location.search).get('report'));
  return named.success ? named.data : null;
}

document.documentElement.lang = i18n.t('locale');
document.title = i18n.t('desk_title');
const acts = createActs();
const { openOrdinarily } = acts;
const root = document.getElementById('root');
if (root !== null) {
  render(
    <>
      <ErrorBoundary of="page">
        {openOrdinarily ? (
          <LibraryElsewhere onOpen={openOrdinarily} />
        ) : (
          <Desk
            acts={acts}
            reportId={reportOfAddress()}
            articleId={new URLSearchParams(location.search).get('article')}
            onReport={(id) => history.replaceState(null, '', id === null ? '?' : `?report=${id}`)}
          />
        )}
      </ErrorBoundary>
      <OwnPageNotice follow={followOwnPage} />
    </>,
    root,
  );
}
