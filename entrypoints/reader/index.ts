import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readShownPage } from '@/utils/page/read-shown-page';
import { openShadowRoot } from '@/utils/platform/runtime';

/** Injected when the user checks a page's quotes. The result of the injection is the reading. */
export default defineUnlistedScript(() => readShownPage(openShadowRoot));
