import './catalogue';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BinView } from '@/components/report/BinView';

afterEach(() => render(null, document.body));

test('Escape leaves the bin, but not while a dialog is above it', async () => {
  const onBack = vi.fn();
  const none = { items: [], reports: [], views: new Map() };
  render(
    <>
      <BinView {...none} onRestore={() => undefined} onPurge={() => undefined} onBack={onBack} />
      <dialog>
        <button type="button">Yes</button>
      </dialog>
    </>,
    document.body,
  );
  const dialog = document.querySelector('dialog');
  dialog?.showModal();
  await userEvent.keyboard('{Escape}');
  expect(onBack).not.toHaveBeenCalled();
  dialog?.close();
  await userEvent.keyboard('{Escape}');
  expect(onBack).toHaveBeenCalledOnce();
});
