import { expect, test } from 'vitest';
import { SELECT } from './clip-acts';
import { firefox, inOneSitting } from './one-sitting';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const QUOTE = 'It is the highest reading since the gauge was moved';

/**
 * Presses a button of the popup once it exists, and returns the content of the popup once it
 * contains these words.
 */
const press = (selector: string, words: string) => `
  const until = async (ready) => {
    for (let tries = 0; tries < 600; tries++) {
      if (ready()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The popup shows: ' + document.body.innerText);
  };
  const button = () => document.querySelector(${JSON.stringify(selector)});
  await until(() => button() !== null);
  button().click();
  await until(() => document.body.innerText.includes(${JSON.stringify(words)}));
  return document.body.innerText;`;

inOneSitting({ inPrivate: true });

test('a clip of a private window is kept after a yes, in the library of the ordinary ones', async () => {
  const ordinary = await firefox.newTab();
  const inPrivate = await firefox.newPrivateWindow();
  await firefox.open(PAGE);
  expect(await firefox.marionette.run(SELECT, [QUOTE])).toBe(1);
  await firefox.triggerAction();
  const asked = await firefox.inPopup(
    press('.popup-clip button:not([disabled])', 'This is a private window.'),
  );
  expect(asked).toContain('Your library can’t be read from a private window.');
  expect(asked).not.toContain('Recent clips');

  await firefox.switchTo(ordinary);
  await firefox.openExtensionPage('sidepanel.html');
  const cards = 'return document.querySelectorAll("article .quote").length;';
  expect(await firefox.marionette.run(cards)).toBe(0);

  await firefox.switchTo(inPrivate);
  await firefox.triggerAction();
  await firefox.inPopup(press('.popup-clip button:not([disabled])', 'This is a private window.'));
  await firefox.inPopup(press('[data-focus="private-keep"]', 'Saved to'));

  await firefox.switchTo(ordinary);
  await firefox.waitFor(
    'the clip',
    'return [...document.querySelectorAll("article .quote")].some((each) => each.textContent === arguments[0]);',
    QUOTE,
  );
});
