import './catalogue';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../../components/panel/panel.css';
import { ReportSwitch } from '../../../components/report/ReportSwitch';
import { newId } from '../../../utils/model/ids';
import { show } from './stage';

const CUT =
  'Water quality in the summer of 2026: bathing places, wells and what laboratories found';

const { innerWidth, innerHeight } = window;
afterEach(() => page.viewport(innerWidth, innerHeight));

function open(title: string, width: number | null): HTMLElement {
  const id = newId<'report'>();
  const stage = show(
    <header style={{ width: width === null ? 'auto' : `${width.toString()}px` }}>
      <h1 class="panel-title">
        <ReportSwitch
          title={title}
          current={id}
          reports={[{ id, title }]}
          onChoose={() => undefined}
        />
      </h1>
    </header>,
  );
  const header = stage.querySelector('header');
  if (header === null) throw new Error('Nothing is drawn.');
  return header;
}

/** The layout of the title: its lines, and the pixels between the longest line and the arrow. */
function layoutOf(header: HTMLElement) {
  const title = header.querySelector('.report-switch-title');
  const arrow = header.querySelector('.icon');
  if (title === null || arrow === null) throw new Error('The switch is not drawn.');
  const range = document.createRange();
  range.selectNodeContents(title);
  const rows = [...range.getClientRects()];
  const line = Number.parseFloat(getComputedStyle(title).lineHeight);
  return {
    lines: Math.round(title.clientHeight / line),
    gap: arrow.getBoundingClientRect().left - Math.max(...rows.map(({ right }) => right)),
    isCut: title.scrollHeight > title.clientHeight + 1,
    within: arrow.getBoundingClientRect().right <= header.getBoundingClientRect().right,
  };
}

describe('the title that switches between reports', () => {
  test.each([
    ['on one line', 'Lakes', 400, 1],
    ['on two lines', 'Lakes in the spring of 2026', 216, 2],
    ['on two lines, of words that leave much room', 'Hydrogeological reconnaissances', 240, 2],
  ])('has its arrow beside it, %s', (_name, title, width, lines) => {
    const layout = layoutOf(open(title, width));
    expect(layout).toMatchObject({ lines, isCut: false, within: true });
    expect(layout.gap).toBeGreaterThan(4);
    expect(layout.gap).toBeLessThan(9);
  });

  test('cut short fills its two lines, and has its arrow at their end', () => {
    const header = open(CUT, 260);
    expect(layoutOf(header)).toMatchObject({ lines: 2, isCut: true, within: true });
    const { width = 0 } =
      header.querySelector('.report-switch-title')?.getBoundingClientRect() ?? {};
    expect(width).toBeGreaterThan(220);
  });

  test('follows the width of the window, and another title', async () => {
    await page.viewport(216, 600);
    const header = open('Lakes in the spring of 2026', null);
    expect(layoutOf(header).lines).toBe(2);
    await page.viewport(400, 600);
    await vi.waitFor(() => expect(layoutOf(header).lines).toBe(1));
    // The browser draws the new width before it notifies the page.
    await vi.waitFor(() => expect(layoutOf(header).gap).toBeLessThan(9));
    await page.viewport(216, 600);
    await vi.waitFor(() => expect(layoutOf(header).lines).toBe(2));
    await vi.waitFor(() => expect(layoutOf(header).gap).toBeLessThan(9));
    expect(layoutOf(open('Snow', null))).toMatchObject({ lines: 1, isCut: false });
  });
});
