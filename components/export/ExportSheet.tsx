import { useEffect, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { sectionOptions } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import { reportName } from '@/components/ui/names';
import { Sheet } from '@/components/ui/Sheet';
import type { ClipId, SectionId } from '@/utils/model/ids';
import { isFromFile } from '@/utils/report/export-options';
import type { LibraryReader } from '@/utils/storage/read';
import { BundleFoot } from './BundleFoot';
import { BundlePart } from './BundlePart';
import { ExportFoot } from './ExportFoot';
import { ExportPreview } from './ExportPreview';
import { ExportWarnings } from './ExportWarnings';
import { scopeName, styleFor, stylesFor, taskFor, ticksFor } from './export-choices';
import { exportFacts } from './export-facts';
import { holdsProse } from './export-formats';
import './export.css';
import { FormatFields } from './FormatFields';
import { StyleChoice } from './StyleChoice';
import { TickList } from './TickList';
import { useBundle } from './use-bundle';
import { useExportOptions } from './use-export-options';
import { useWritten, type WriteReport } from './use-written';
import { WritingNotice } from './WritingNotice';
import { dismissWriter } from './write-report';

interface ExportSheetProps {
  readonly acts: Acts;
  readonly report: OpenReport;
  readonly reader: LibraryReader | null;
  /** The section that is chosen at first; null for the whole report. */
  readonly sectionId: SectionId | null;
  readonly write: WriteReport;
  readonly onShow: (clipId: ClipId) => void;
  readonly onClose: () => void;
}

/** The export dialog: format, contents and preview. */
export function ExportSheet(props: ExportSheetProps) {
  const { acts, report, onClose } = props;
  const { tree, views } = report;
  const [remembered, change] = useExportOptions(acts, report.replica.reportId);
  const [sectionId, setSection] = useState(props.sectionId);
  const fromFile = useMemo(() => isFromFile(tree.content), [tree]);
  const options = useMemo(
    () => remembered && { ...remembered, style: styleFor(remembered, fromFile, sectionId) },
    [remembered, fromFile, sectionId],
  );
  const facts = useMemo(
    () => options && exportFacts({ tree, views }, sectionId, options),
    [tree, views, sectionId, options],
  );
  const { evidence } = report;
  const task = useMemo(
    () =>
      options === null || options.format === 'bundle'
        ? null
        : taskFor({ tree, evidence }, options, sectionId),
    [tree, evidence, options, sectionId],
  );
  const writing = useWritten(task, props.write);
  useEffect(() => dismissWriter, []);
  const title = reportName(tree.content.title);
  const scope = scopeName(tree, sectionId) ?? title;
  const bundled = options?.format === 'bundle';
  const bundle = useBundle({
    acts,
    reader: props.reader,
    replica: report.replica,
    ledger: report.ledger,
    sectionId,
    title: scope,
    active: bundled,
  });

  return (
    <Sheet
      title={i18n.t('export')}
      subtitle={title}
      step="export"
      onClose={onClose}
      foot={
        options !== null &&
        facts !== null &&
        (bundled ? (
          <BundleFoot work={bundle} />
        ) : (
          <ExportFoot
            // A message about an export is valid only for the options of that export.
            key={JSON.stringify([options, sectionId])}
            acts={acts}
            title={scope}
            format={options.format}
            citations={facts.citations}
            sources={facts.sources}
            writing={writing}
          />
        ))
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
                chosen={options.style}
                onChoose={(style) => change({ style })}
              />
            )}
            <TickList
              ticks={ticksFor(options, facts)}
              onTick={(name, on) => change({ [name]: on })}
            />
          </div>
          <div class="stack export-out">
            {!bundled && (
              <ExportWarnings
                facts={facts}
                disarmed={writing.shown?.disarmed ?? 0}
                badges={options.badges && holdsProse(options.format)}
                onShow={props.onShow}
              />
            )}
            {bundled ? (
              <BundlePart work={bundle} notes={facts.notes} section={sectionId !== null} />
            ) : (
              <WritingNotice writing={writing} />
            )}
            {writing.shown !== null && !bundled && (
              <ExportPreview
                written={writing.shown}
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
