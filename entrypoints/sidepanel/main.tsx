import { render } from 'preact';
import { i18n } from '#i18n';
import { SidePanel } from '@/components/report/SidePanel';
import { createActs } from '@/utils/platform/acts';
import '@/components/ui/tokens.css';
import '@/components/ui/base.css';

document.documentElement.lang = i18n.t('locale');
const root = document.getElementById('root');
if (root !== null) render(<SidePanel acts={createActs()} />, root);
