import './catalogue';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';
import {
  type SayUndoable,
  type UndoSteps,
  useUndoableNotice,
} from '@/components/ui/use-undoable-notice';
import { newId, type ReportId } from '../../../utils/model/ids';
import { drawn, show } from './stage';

const OPEN: ReportId = newId<'report'>();
const IMPORTED: ReportId = newId<'report'>();

let sayUndoable: SayUndoable;

function Notices({ steps }: { steps: UndoSteps | null }) {
  const { notice, say, dismiss, retract } = useNotice();
  sayUndoable = useUndoableNotice(steps, { say, retract });
  return <Snackbar notice={notice} onDone={dismiss} />;
}

/** Draws the page with this report open, whose undo history has so many steps. */
async function draw(reportId: ReportId, depth: number, clips = 0): Promise<void> {
  show(<Notices steps={{ reportId, clips, undoDepth: () => depth }} />);
  await drawn();
}
const notice = () => document.querySelector('.snackbar')?.textContent ?? null;

beforeEach(() => draw(OPEN, 4));

describe('a notice with Undo', () => {
  test('stays while nothing follows, and goes with the next step', async () => {
    sayUndoable('Three confirmed.', vi.fn());
    await draw(OPEN, 4);
    expect(notice()).toContain('Three confirmed.');
    await draw(OPEN, 5);
    await vi.waitFor(() => expect(notice()).toBeNull());
  });

  test('about an imported report waits until that report is open, and goes when it is edited', async () => {
    sayUndoable('Imported.', vi.fn(), IMPORTED);
    await draw(OPEN, 5);
    await draw(IMPORTED, 0);
    await draw(IMPORTED, 0);
    expect(notice()).toContain('Imported.');
    await draw(IMPORTED, 1);
    await vi.waitFor(() => expect(notice()).toBeNull());
  });

  test('about an imported report goes when a clip is added, because its Undo would bin the clip, too', async () => {
    sayUndoable('Imported.', vi.fn(), IMPORTED);
    await draw(IMPORTED, 0, 12);
    await draw(IMPORTED, 0, 12);
    expect(notice()).toContain('Imported.');
    await draw(IMPORTED, 0, 13);
    await vi.waitFor(() => expect(notice()).toBeNull());
  });

  test('leaves a later notice alone', async () => {
    sayUndoable('First.', vi.fn());
    sayUndoable('Second.', vi.fn(), IMPORTED);
    await draw(OPEN, 5);
    expect(notice()).toContain('Second.');
  });
});
