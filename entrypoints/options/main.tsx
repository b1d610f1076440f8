import { render } from 'preact';
import { i18n } from '#i18n';
import { OptionsPage } from '@/components/options/OptionsPage';
import { createActs } from '@/utils/platform/acts';
import '@/components/ui/tokens.css';
import '@/components/ui/base.css';

document.documentElement.lang = i18n.t('locale');
const root = document.getElementById('root');
if (root !== null) render(<OptionsPage acts={createActs()} />, root);
