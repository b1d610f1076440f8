import { render } from 'preact';
import { i18n } from '#i18n';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import { createActs } from '@/utils/platform/acts';
import { followPractice } from '@/utils/platform/first-run';
import { practiseCheck, practiseClip } from './practise';
import '@/components/ui/tokens.css';
import '@/components/ui/base.css';

document.documentElement.lang = i18n.t('locale');
document.title = i18n.t('welcome_title');
const practice = { clip: practiseClip, check: practiseCheck, followKey: followPractice };
const root = document.getElementById('root');
if (root !== null) render(<WelcomePage acts={createActs()} practice={practice} />, root);
