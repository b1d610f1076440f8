import { defineContentScript } from 'wxt/utils/define-content-script';
import { ownIdentity } from '@/utils/platform/runtime';
import { serveBackground } from './serve-background';

interface Scope {
  /** The identity that the clipper in this page has: empty once its extension is gone. */
  __pinciteClipper?: typeof ownIdentity;
}

/** Injected by the user's act into the frame that they act in, and nowhere else. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  cssInjectionMode: 'manual',
  main: () => {
    const scope = globalThis as Scope;
    // Injected again by the next act: the one that is here goes on, unless its extension
    // was reloaded meanwhile.
    if (scope.__pinciteClipper !== undefined && scope.__pinciteClipper().id !== '') return;
    scope.__pinciteClipper = ownIdentity;
    serveBackground();
  },
});
