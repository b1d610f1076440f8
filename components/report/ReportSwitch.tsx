import { useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { reportName } from '@/components/ui/names';
import type { ReportId } from '@/utils/model/ids';
import './report.css';
import type { RefObject } from 'preact';

export interface ReportChoice {
  readonly id: ReportId;
  readonly title: string;
}

interface ReportSwitchProps {
  /** The label, usually the report's title. */
  readonly title: string;
  readonly current: ReportId | null;
  readonly reports: readonly ReportChoice[];
  /** Further entries beside the reports. */
  readonly more?: readonly MenuEntry[];
  readonly onChoose: (id: ReportId) => void;
}

/** Shows which report is open, and opens another. */
export function ReportSwitch({ title, current, reports, more = [], onChoose }: ReportSwitchProps) {
  const name = useRef<HTMLElement>(null);
  useHugLines(name, title);
  return (
    <Menu
      label={i18n.t('reports')}
      class="report-switch"
      focusKey="report-switch"
      entries={[
        ...reports.map((report) => ({
          id: report.id,
          label: reportName(report.title),
          checked: report.id === current,
          onSelect: () => onChoose(report.id),
        })),
        ...(reports.length > 0 && more.length > 0 ? (['line'] as const) : []),
        ...more,
      ]}
    >
      <bdi ref={name} class="report-switch-title">
        {title}
      </bdi>
      <Icon tone="quiet" name="down" />
    </Menu>
  );
}

/**
 * Makes a text of several lines as narrow as its longest line, so that the next element stands
 * beside it. A wrapped text would otherwise take the full width. If the text is cut, its lines are
 * filled instead.
 * @param text The content of the element. The available width follows the window.
 */
function useHugLines(element: RefObject<HTMLElement | null>, text: string): void {
  useLayoutEffect(() => {
    const { current: lines } = element;
    if (lines === null) return;
    const hug = () => {
      lines.style.cssText = '';
      if (lines.scrollHeight > lines.clientHeight + 1) {
        lines.style.setProperty('text-wrap', 'wrap');
        return;
      }
      const range = document.createRange();
      range.selectNodeContents(lines);
      const { width } = range.getBoundingClientRect();
      lines.style.width = `${Math.ceil(width).toString()}px`;
    };
    hug();
    addEventListener('resize', hug);
    return () => removeEventListener('resize', hug);
  }, [text]);
}
