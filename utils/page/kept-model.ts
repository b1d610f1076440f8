import { countSheets, listen, unlisten, viewOf } from './live-page';
import { liveTree } from './live-tree';
import { TOAST_ELEMENT } from './page-text';
import { ELEMENT } from './page-tree';
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
  return (
    isToast(target) || (type === 'childList' && [...addedNodes, ...removedNodes].every(isToast))
  );
}

function isToast(node: Node): boolean {
  return liveTree.typeOf(node) === ELEMENT && liveTree.nameOf(node as Element) === TOAST_ELEMENT;
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
  const undefinedYet = liveTree.select(document, `:not(:defined, ${TOAST_ELEMENT})`).length;
  return [undefinedYet, ...countSheets(document)].join();
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
  const view = viewOf(document) ?? document;

  const onSilentChange = ({ target }: Event) => {
    if (target === null || target === view || !isToast(target as Node)) forget();
  };

  function forget(): void {
    kept = null;
    observer.disconnect();
    clearTimeout(timer);
    unlisten(document, 'load', onSilentChange, true);
    for (const type of SILENT_CHANGES) unlisten(view, type, onSilentChange, true);
  }

  function readNow(): PageTextModel {
    forget();
    const model = read();
    kept = { model, looks: looksOf(document) };
    for (const root of [document, ...model.shadowRoots]) observer.observe(root, EVERYTHING);
    // It alone doesn't pass the window on its way.
    listen(document, 'load', onSilentChange, true);
    for (const type of SILENT_CHANGES) listen(view, type, onSilentChange, true);
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
