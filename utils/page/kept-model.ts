import { TOAST_ELEMENT } from './page-text';
import type { PageTextModel } from './text-model';

/** A page's model from one act to the next, as long as the page is what it was. */
export interface KeptModel {
  /**
   * The model of the page as it stands: the kept one, or one read now where the page may have
   * changed. `selected` is held against it, as what only styles show or hide goes unnoticed.
   */
  current(selected: Range | null): PageTextModel;
}

/** Milliseconds after its last use, when a model is let go: on a long page it is large. */
const KEPT = 5 * 60_000;

const EVERYTHING: MutationObserverInit = {
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
};

/**
 * What may show or hide text and leaves no mutation: a resource that arrives, a box that is
 * ticked or opened, another width, another fragment, a style that has changed slowly.
 */
const SILENT_CHANGES = [
  'change',
  'toggle',
  'resize',
  'hashchange',
  'fullscreenchange',
  'transitionend',
  'animationend',
];

/** Our own toast, which no model reads, comes and goes with every clip. */
function isOwn({ target, addedNodes, removedNodes, type }: MutationRecord): boolean {
  if (target.nodeName.toLowerCase() === TOAST_ELEMENT) return true;
  return (
    type === 'childList' &&
    [...addedNodes, ...removedNodes].every((node) => node.nodeName.toLowerCase() === TOAST_ELEMENT)
  );
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

/** Whether the model has the words that a range holds, no fewer and no more. */
function holds(model: PageTextModel, range: Range): boolean {
  const place = model.rangeToOffsets(range);
  const words = place === null ? '' : model.text.slice(place.start, place.end);
  return withoutSpace(words) === withoutSpace(range.toString());
}

/** What changes without an event when an element is defined late, or a style sheet is adopted. */
function looksOf(document: Document): string {
  const undefinedYet = document.querySelectorAll(`:not(:defined, ${TOAST_ELEMENT})`).length;
  return [undefinedYet, document.styleSheets.length, document.adoptedStyleSheets.length].join();
}

/**
 * Keeps the model of a document that `read` makes. Mutations are observed in the document and
 * in the open shadow roots that the model went through; the first one ends the observation
 * along with the model, so that a page that changes all the time pays for it once.
 */
export function keepModel(document: Document, read: () => PageTextModel): KeptModel {
  let kept: { readonly model: PageTextModel; readonly looks: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver((records) => {
    if (!records.every(isOwn)) forget();
  });
  const view = document.defaultView;

  const onSilentChange = ({ target }: Event) => {
    if ((target as Partial<Node> | null)?.nodeName?.toLowerCase() !== TOAST_ELEMENT) forget();
  };

  function forget(): void {
    kept = null;
    observer.disconnect();
    clearTimeout(timer);
    document.removeEventListener('load', onSilentChange, true);
    for (const type of SILENT_CHANGES) view?.removeEventListener(type, onSilentChange, true);
  }

  function readNow(): PageTextModel {
    forget();
    const model = read();
    kept = { model, looks: looksOf(document) };
    for (const root of [document, ...model.shadowRoots]) observer.observe(root, EVERYTHING);
    // It alone doesn't pass the window on its way.
    document.addEventListener('load', onSilentChange, true);
    for (const type of SILENT_CHANGES) view?.addEventListener(type, onSilentChange, true);
    return model;
  }

  return {
    current(selected) {
      if (!observer.takeRecords().every(isOwn)) forget();
      let model = kept?.looks === looksOf(document) ? kept.model : readNow();
      if (selected !== null && !holds(model, selected)) model = readNow();
      clearTimeout(timer);
      timer = setTimeout(forget, KEPT);
      return model;
    },
  };
}
