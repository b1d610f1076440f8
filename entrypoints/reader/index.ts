import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPage } from './read-page';

/** Injected when the user checks a page's quotes. Its value is what injecting it answers. */
export default defineUnlistedScript(() => readPage());
