/* Function bodies that the tests run inside Firefox. */

/**
 * Selects the passages in the given list. Each is in one text node. Returns how many were selected.
 */
export const SELECT = `
  getSelection().removeAllRanges();
  for (const words of arguments[0]) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const start = walker.currentNode.data.indexOf(words);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, start);
      range.setEnd(walker.currentNode, start + words.length);
      getSelection().addRange(range);
      break;
    }
  }
  return getSelection().rangeCount;`;

/** Runs in the popup: clips the selection and returns the popup's message. */
export const CLIP = `
  const found = async (selector) => {
    for (let tries = 0; tries < 600; tries++) {
      const element = document.querySelector(selector);
      if (element !== null) return element;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The popup shows no ' + selector + ': ' + document.body.innerText);
  };
  (await found('.popup-clip button:not([disabled])')).click();
  return (await found('.popup-saved')).innerText;`;

/** Selects the only image of the page. */
export const SELECT_IMAGE = `
  const range = document.createRange();
  range.selectNode(document.querySelector('img'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);`;

/** Runs in the popup: takes a screenshot and returns the popup's message. */
export const SCREENSHOT = `
  document.querySelector('.popup-screenshot button').click();
  for (let tries = 0; tries < 600; tries++) {
    const said = document.querySelector('.popup-screenshot [role=status]').textContent;
    const problem = document.querySelector('[role=alert]');
    if (said !== '' || problem !== null) return said || problem.textContent;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return document.body.innerText;`;

/** Runs in a page of the extension: returns the kind, copy, type and size of each attachment. */
export const ATTACHED = `
  return new Promise((resolve) => {
    const opening = indexedDB.open('pincite');
    opening.onsuccess = () => {
      const store = opening.result.transaction('attachments').objectStore('attachments');
      store.getAll().onsuccess = ({ target }) => {
        opening.result.close();
        resolve(target.result.map(({ kind, copy, mediaType, bytes }) =>
          [kind, copy, mediaType, bytes.length > 100].join(' ')));
      };
    };
  });`;

/** Presses the button or menu item with this label. Returns whether it exists. */
export const PRESS = `
  const label = (each) => each.getAttribute('aria-label') ?? each.textContent.trim();
  const found = [...document.querySelectorAll('button, [role="menuitem"]')]
    .find((each) => label(each) === arguments[0] && !each.disabled);
  found?.click();
  return found !== undefined;`;

/**
 * Returns the panel's content as lines: "#" and the name of a section, ">" and the quote and tags
 * of a clip.
 */
export const SHOWN = `
  const words = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim();
  return [...document.querySelectorAll('main .section-head, main article')].map((shown) => {
    if (shown.matches('.section-head')) return '# ' + words(shown.querySelector('bdi'));
    const tags = [...shown.querySelectorAll('.tag')].map(words).sort();
    return ['> ' + words(shown.querySelector('.quote')), ...tags].join(' #');
  });`;
