import './catalogue';
import { type ComponentProps, render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BinView } from '@/components/report/BinView';
import { newId } from '../../../utils/model/ids';
import type { BinItem } from '../../../utils/model/report-tree';

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

function draw(of: Partial<ComponentProps<typeof BinView>>): void {
  const nothing = () => undefined;
  const none = { items: [], reports: [], views: new Map(), onRestore: nothing };
  render(<BinView {...none} onPurge={nothing} onBack={nothing} {...of} />, document.body);
}

test('is not called empty if it contains deleted reports', () => {
  draw({});
  expect(document.body.textContent).toContain('The bin is empty');
  const binnedAt = '2026-05-02T10:00:00Z';
  draw({ reports: [{ id: 'one', title: 'Lakes', binnedAt, onRestore: () => undefined }] });
  expect(document.body.textContent).not.toContain('The bin is empty');
  expect(document.body.textContent).toContain('The bin contains nothing from the open report.');
  expect(document.body.textContent).toContain('Lakes');
});

test('shows a statement as it is read, without Markdown', () => {
  const statement = { id: newId<'statement'>(), text: 'The **lake** rose by _two_ metres.' };
  draw({ items: [{ kind: 'statement', statement, binnedAt: '2026-05-02T10:00:00Z' } as BinItem] });
  expect(document.querySelector('.bin-words')?.textContent).toBe('The lake rose by two metres.');
});
