import './catalogue';
import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Menu } from '../../../components/ui/Menu';
import { byLabel, expectAccessible, show } from './stage';

const chosen = vi.fn();
const focused = () => document.activeElement?.textContent.trim();

beforeEach(() => {
  chosen.mockClear();
  show(
    <main>
      <h1>Menu</h1>
      <Menu
        label="Fruit"
        entries={[
          { label: 'Apple', onSelect: () => chosen('Apple') },
          { label: 'Apricot', onSelect: () => chosen('Apricot') },
          'line',
          { label: 'Banana', disabled: true, onSelect: () => chosen('Banana') },
          { label: 'Élderberry', onSelect: () => chosen('Élderberry') },
        ]}
      />
    </main>,
  );
});

test('opens on ArrowDown at its first entry, on ArrowUp at its last', async () => {
  const trigger = byLabel('Fruit');
  trigger.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Apple');
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(trigger);
  await userEvent.keyboard('{ArrowUp}');
  expect(focused()).toBe('Élderberry');
});

test('arrows go round, Home and End to the ends', async () => {
  byLabel('Fruit').focus();
  await userEvent.keyboard('{Enter}{ArrowUp}');
  expect(focused()).toBe('Élderberry');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Apple');
  await userEvent.keyboard('{End}');
  expect(focused()).toBe('Élderberry');
  await userEvent.keyboard('{Home}');
  expect(focused()).toBe('Apple');
});

test('typing letters finds entries by their first letters', async () => {
  byLabel('Fruit').focus();
  await userEvent.keyboard('{Enter}b');
  expect(focused()).toBe('Banana');
  await userEvent.keyboard('{Escape}{Enter}apr');
  expect(focused()).toBe('Apricot');
});

test('Enter chooses, closes, and returns the focus', async () => {
  const trigger = byLabel('Fruit');
  trigger.focus();
  await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
  expect(chosen.mock.calls).toEqual([['Apricot']]);
  expect(document.activeElement).toBe(trigger);
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
});

test('a disabled entry is reached but does nothing', async () => {
  byLabel('Fruit').focus();
  await userEvent.keyboard('{Enter}b{Enter}');
  expect(chosen).not.toHaveBeenCalled();
  expect(focused()).toBe('Banana');
});

test('a click beside it closes it', async () => {
  const trigger = byLabel('Fruit');
  await userEvent.click(trigger);
  expect(document.querySelector('.menu:popover-open')).not.toBeNull();
  await userEvent.click(document.querySelector('h1')!);
  expect(document.querySelector('.menu:popover-open')).toBeNull();
  await userEvent.click(trigger);
  await userEvent.click(trigger);
  expect(document.querySelector('.menu:popover-open')).toBeNull();
});

test('stays within the window', async () => {
  await userEvent.click(byLabel('Fruit'));
  const box = document.querySelector('.menu')!.getBoundingClientRect();
  expect(box.left).toBeGreaterThanOrEqual(0);
  expect(box.right).toBeLessThanOrEqual(innerWidth);
  expect(box.bottom).toBeLessThanOrEqual(innerHeight);
});

test('axe finds nothing, open or closed', async () => {
  await expectAccessible();
  await userEvent.click(byLabel('Fruit'));
  await expectAccessible();
});

test('closes when the window loses the focus', async () => {
  const trigger = byLabel('Fruit');
  await userEvent.click(trigger);
  await vi.waitFor(() => expect(trigger.getAttribute('aria-expanded')).toBe('true'));
  window.dispatchEvent(new Event('blur'));
  await vi.waitFor(() => expect(trigger.getAttribute('aria-expanded')).toBe('false'));
  expect(chosen).not.toHaveBeenCalled();
});
