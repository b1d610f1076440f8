import './catalogue';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type BinnedReport, BinView } from '@/components/report/BinView';
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

test('is not called empty beside deleted reports', () => {
  const report = { id: 'one', title: 'Lakes', binnedAt: '2026-05-02T10:00:00Z' };
  const draw = (reports: readonly BinnedReport[]) =>
    render(
      <BinView
        items={[]}
        reports={reports}
        views={new Map()}
        onRestore={() => undefined}
        onPurge={() => undefined}
        onBack={() => undefined}
      />,
      document.body,
    );
  draw([]);
  expect(document.body.textContent).toContain('The bin is empty');
  draw([{ ...report, onRestore: () => undefined }]);
  expect(document.body.textContent).not.toContain('The bin is empty');
  expect(document.body.textContent).toContain('The bin contains nothing from the open report.');
  expect(document.body.textContent).toContain('Lakes');
});

test('shows a statement as it is read, without Markdown', () => {
  const statement = { id: newId<'statement'>(), text: 'The **lake** rose by _two_ metres.' };
  const item = { kind: 'statement', statement, binnedAt: '2026-05-02T10:00:00Z' } as BinItem;
  render(
    <BinView
      items={[item]}
      reports={[]}
      views={new Map()}
      onRestore={() => undefined}
      onPurge={() => undefined}
      onBack={() => undefined}
    />,
    document.body,
  );
  expect(document.querySelector('.bin-words')?.textContent).toBe('The lake rose by two metres.');
});
