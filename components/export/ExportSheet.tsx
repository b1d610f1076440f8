import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/acts';
import { sectionOptions } from '@/components/report/section-options';
import type { OpenReport } from '@/components/report/use-report';
import { Sheet } from '@/components/ui/Sheet';
import type { ClipId, SectionId } from '@/utils/model/ids';
import type { ExportTask } from '@/utils/report/export-task';
import { ExportFoot } from './ExportFoot';
import { ExportPreview } from './ExportPreview';
import { ExportWarnings } from './ExportWarnings';
import { scopeName, styleFor, stylesFor, ticksFor } from './export-choices';
import { exportFacts } from './export-facts';
import { FORMAT_LOOK, holdsProse } from './export-formats';
import './export.css';
import { FormatFields } from './FormatFields';
import { StyleChoice } from './StyleChoice';
import { TickList } from './TickList';
import { useExportOptions } from './use-export-options';
import { useWritten, type WriteReport } from './use-written';
import { WritingNotice } from './WritingNotice';

interface ExportSheetProps {
  readonly acts: Acts;
  readonly report: OpenReport;
  /** The section that it starts with; null is the whole report. */
  readonly sectionId: SectionId | null;
  readonly write: WriteReport;
  readonly onShow: (clipId: ClipId) => void;
  readonly onClose: () => void;
}

/** Everything about how a report leaves: as what, with what, and how it will look. */
export function ExportSheet(props: ExportSheetProps) {
  const { acts, report, onClose } = props;
  const { tree, views } = report;
  const [options, change] = useExportOptions(acts, report.replica.reportId);
  const [sectionId, setSection] = useState(props.sectionId);
  const facts = useMemo(
    () => (options === null ? null : exportFacts({ tree, views }, sectionId, options)),
    [tree, views, sectionId, options],
  );
  const fromFile = facts?.fromFile ?? false;
  const style = options === null ? 'inline' : styleFor(options, fromFile, sectionId);
  const task = useMemo<ExportTask | null>(() => {
    if (options === null || options.format === 'bundle') return null;
    const { clips, sources, pins, checks } = report.evidence;
    return {
      report: { content: tree.content, clips, sources, pins },
      checks,
      sectionId,
      options: { ...options, style },
    };
  }, [options, style, sectionId, tree, report.evidence]);
  const writing = useWritten(task, props.write);
  const title = tree.content.title.trim() || i18n.t('report_untitled');

  return (
    <Sheet
      title={i18n.t('export')}
      subtitle={title}
      step="export"
      onClose={onClose}
      foot={
        options !== null &&
        facts !== null && (
          <ExportFoot
            acts={acts}
            title={scopeName(tree, sectionId) ?? title}
            format={options.format}
            citations={facts.citations}
            sources={facts.sources}
            writing={writing}
          />
        )
      }
    >
      {options !== null && facts !== null && (
        <div class="export-cols">
          <div class="stack">
            <FormatFields
              format={options.format}
              sectionId={sectionId}
              sections={sectionOptions(tree.sections)}
              onFormat={(format) => change({ format })}
              onSection={setSection}
            />
            {holdsProse(options.format) && (
              <StyleChoice
                styles={stylesFor(options.format, fromFile, sectionId)}
                chosen={style}
                onChoose={(chosen) => change({ style: chosen })}
              />
            )}
            <TickList
              ticks={ticksFor(options, facts)}
              onTick={(name, on) => change({ [name]: on })}
            />
          </div>
          <div class="stack export-out">
            <ExportWarnings
              facts={facts}
              badges={options.badges && holdsProse(options.format)}
              onShow={props.onShow}
            />
            <WritingNotice writing={writing} />
            {writing.shown !== null && (
              <ExportPreview
                written={writing.shown}
                page={FORMAT_LOOK[options.format].page}
                citations={facts.citations}
                sources={facts.sources}
                stale={writing.state.kind === 'writing'}
              />
            )}
          </div>
        </div>
      )}
    </Sheet>
  );
}
