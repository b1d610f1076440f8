import { countSheets, listen, unlisten, viewOf } from './live-page';
import { liveTree, TOAST_ELEMENT } from './live-tree';
import type { PageTextModel } from './page-text-model';
import { ELEMENT } from './page-tree';

/** Keeps a page's model from one act to the next, as long as the page does not change. */
export interface KeptModel {
  /**
   * Returns the current model: the kept one, or a new one if the page may have changed. It is
   * compared with the text of `selected`, because changes that only styles make are not observed.
   */
  current(selected: Range | null): PageTextModel;
}

/**
 * Time after its last use when a model is released, in milliseconds. The model of a long page is
 * large.
 */
const KEPT = 5 * 60_000;

const EVERYTHING: MutationObserverInit = {
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
};

/**
 * Events that can show or hide text without a mutation: a resource loads, a box is ticked or
 * opened, the width or the fragment changes, a transition ends.
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

/** The toast of Pincite appears and disappears with every clip, and no model contains it. */
function isOwn({ target, addedNodes, removedNodes, type }: MutationRecord): boolean {
  return (
    isToast(target) || (type === 'childList' && [...addedNodes, ...removedNodes].every(isToast))
  );
}

function isToast(node: Node): boolean {
  return liveTree.typeOf(node) === ELEMENT && liveTree.nameOf(node as Element) === TOAST_ELEMENT;
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

/** Returns whether the model has exactly the words of a range. */
function holds(model: PageTextModel, range: Range): boolean {
  const place = model.rangeToOffsets(range);
  const words = place === null ? '' : model.text.slice(place.start, place.end);
  return withoutSpace(words) === withoutSpace(range.toString());
}

/**
 * Returns what changes without an event when an element is defined late or a style sheet is
 * adopted.
 */
function silentState(document: Document): string {
  const undefinedYet = liveTree.select(document, `:not(:defined, ${TOAST_ELEMENT})`).length;
  return [undefinedYet, ...countSheets(document)].join();
}

/**
 * Keeps the model of a document that `read` makes. Mutations are observed in the document and in
 * the shadow roots of the model. The first mutation ends the observation and the model, so
 * that a page that changes all the time costs little.
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
    kept = { model, looks: silentState(document) };
    for (const root of [document, ...model.shadowRoots]) observer.observe(root, EVERYTHING);
    // This event does not reach the window by itself.
    listen(document, 'load', onSilentChange, true);
    for (const type of SILENT_CHANGES) listen(view, type, onSilentChange, true);
    return model;
  }

  return {
    current(selected) {
      if (!observer.takeRecords().every(isOwn)) forget();
      let model = kept?.looks === silentState(document) ? kept.model : readNow();
      if (selected !== null && !holds(model, selected)) model = readNow();
      clearTimeout(timer);
      timer = setTimeout(forget, KEPT);
      return model;
    },
  };
}
