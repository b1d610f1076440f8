import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPage } from './read-page';

/** Injected when the user checks a page's quotes. The result of the injection is the reading. */
export default defineUnlistedScript(() => readPage());
