import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OwnPageNotice } from '../../../components/clip/OwnPageNotice';
import { Snackbar } from '../../../components/ui/Snackbar';
import { followOwnPage, tellOwnPage } from '../../../utils/platform/own-pages';
import { expectAccessible, show } from './stage';

vi.mock('../../../utils/platform/browser', () => ({ browser: {} }));

const CLIP = 'The browser doesn’t let extensions read this page.';
const CHECK = 'This page belongs to Pincite and has no quotes to check.';
const text = () => document.querySelector('.snackbar-above')?.textContent ?? '';
const openMenu = () => document.body.dispatchEvent(new Event('contextmenu', { bubbles: true }));

/** Another page of the extension at the same address. */
let other: BroadcastChannel;
/** The acts that the page received. */
let acts: string[];

beforeEach(async () => {
  acts = [];
  const follow = vi.fn((listener: (act: 'clip' | 'check') => void) =>
    followOwnPage((act) => {
      acts.push(act);
      listener(act);
    }),
  );
  other = new BroadcastChannel('pincite-own-pages');
  show(
    <>
      <Snackbar notice={{ text: 'Image deleted.', onUndo: () => undefined }} onDone={vi.fn()} />
      <OwnPageNotice follow={follow} />
    </>,
  );
  await vi.waitFor(() => expect(follow).toHaveBeenCalled());
});

afterEach(() => {
  show(<p />);
  other.close();
});

test.each([
  ['clip', CLIP],
  ['check', CHECK],
] as const)(
  'a %s on our own page is answered, and the notice with its undo stays visible',
  async (act, words) => {
    openMenu();
    tellOwnPage(location.href, act);
    await vi.waitFor(() => expect(text()).toContain(words));
    const [done, said] = [...document.querySelectorAll('.snackbar')].map((each) =>
      each.getBoundingClientRect(),
    );
    expect(said!.bottom).toBeLessThanOrEqual(done!.top);
    await expectAccessible();
  },
);

test('only the page where the menu was opened last answers', async () => {
  openMenu();
  // Receives the page's messages after the page itself.
  const witness = new BroadcastChannel('pincite-own-pages');
  const last = `clip ${location.href}`;
  const heard = new Promise<void>((resolve) => {
    witness.onmessage = ({ data }) => data === last && resolve();
  });
  other.postMessage('menu');
  other.postMessage(last);
  await heard;
  expect(acts).toEqual([]);
  openMenu();
  tellOwnPage(`${location.href}#elsewhere`, 'clip');
  tellOwnPage(location.href, 'check');
  await vi.waitFor(() => expect(text()).toContain(CHECK));
  expect(acts).toEqual(['check']);
  witness.close();
});
