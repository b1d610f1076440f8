import { render } from 'preact';
import { i18n } from '#i18n';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import { createActs } from '@/utils/platform/acts';
import { followPractice } from '@/utils/platform/first-run';
import { practiseCheck, practiseClip } from './practise';
import '@/components/ui/ui.css';

document.documentElement.lang = i18n.t('locale');
document.title = i18n.t('welcome_title');
const practice = { clip: practiseClip, check: practiseCheck, followKey: followPractice };
const acts = createActs();
const root = document.getElementById('root');
if (root !== null) {
  const { openOrdinarily } = acts;
  render(
    openOrdinarily ? (
      <LibraryElsewhere onOpen={openOrdinarily} />
    ) : (
      <WelcomePage acts={acts} practice={practice} />
    ),
    root,
  );
}
