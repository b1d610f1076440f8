import { readUnseen } from '@/utils/page/find-unseen';
import { nativeGetter } from '@/utils/page/native';
import { readShownPage } from '@/utils/page/read-shown-page';
import { settlePage } from '@/utils/page/settle-page';

/*
 * The script that reads a page in the browser of `--render`. It runs beside the page's own scripts,
 * in a world in which they can change nothing.
 */

/** The closed shadow roots, which only the browser's protocol finds. */
const roots = new WeakMap<Element, ShadowRoot>();

Object.assign(globalThis, {
  pincite: {
    settle: settlePage,
    read: () => {
      const reading = readShownPage((host) => roots.get(host) ?? null);
      return typeof reading === 'string' ? reading : { ...reading, ...readUnseen() };
    },
    keepRoot: (root: ShadowRoot) => roots.set(hostOf.call(root), root),
  },
});

const hostOf = nativeGetter('ShadowRoot', 'host');
