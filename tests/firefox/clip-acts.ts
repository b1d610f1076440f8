/* Function bodies that the tests run inside Firefox. */

/** Selects the passages in the list given, each of which stands in one text node; says how many. */
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

/** Inside the popup: clips what is selected, and says what the popup says then. */
export const CLIP = `
  const found = async (selector) => {
    for (let tries = 0; tries < 100; tries++) {
      const element = document.querySelector(selector);
      if (element !== null) return element;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The popup shows no ' + selector + ': ' + document.body.innerText);
  };
  (await found('.popup-clip button:not([disabled])')).click();
  return (await found('.popup-saved')).innerText;`;
