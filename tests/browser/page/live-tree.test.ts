import { afterEach, expect, test, vi } from 'vitest';
import { createToastHost } from '@/utils/page/create-toast-host';
import { liveTree, readClosedRoots } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';

afterEach(() => {
  readClosedRoots(() => null);
  document.body.replaceChildren();
});

/** Adds an element with a closed root that contains a text. */
function addHost(name: string, text: string): readonly [Element, ShadowRoot] {
  const host = document.createElement(name);
  document.body.append(host);
  const root = host.attachShadow({ mode: 'closed' });
  root.textContent = text;
  return [host, root];
}

test('reads closed roots only once a way to open them is given', () => {
  const [host, root] = addHost('div', 'level 61');
  expect(createTextModel(document.body).text).toBe('');
  readClosedRoots((element) => (element === host ? root : null));
  const model = createTextModel(document.body);
  expect(model.text).toBe('level 61');
  expect(model.shadowRoots).toEqual([root]);
});

test('never opens the root in which Pincite shows private text', () => {
  const { host, root } = createToastHost(document);
  root.textContent = 'Report about the dam';
  document.body.append(host);
  readClosedRoots(() => root);
  expect(liveTree.shadowRootOf(host)).toBeNull();
});

test('asks only for elements that can have a root', () => {
  const open = vi.fn(() => null);
  readClosedRoots(open);
  document.body.innerHTML =
    '<ul><li><a href="#a">one</a></li></ul><table><tr><td>two</td></tr></table><river-note>three</river-note><p>four</p>';
  createTextModel(document.body);
  expect(open.mock.calls.map(([host]: Element[]) => host?.localName)).toEqual([
    'body',
    'river-note',
    'p',
  ]);
});
