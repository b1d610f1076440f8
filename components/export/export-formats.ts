import { i18n } from '#i18n';
import { type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import type { ExportFormat } from '@/utils/report/export-options';

interface FormatLook {
  readonly extension: string;
  readonly type: string;
  /** What users mostly do with this format. The first becomes the main button. */
  readonly ways: readonly ('copy' | 'download')[];
  /** Whether the preview shows the page that it makes, not its source. */
  readonly page: boolean;
}

/** How each format is exported from the panel. */
export const FORMAT_LOOK: Readonly<Record<ExportFormat, FormatLook>> = {
  markdown: {
    extension: 'md',
    type: 'text/markdown',
    ways: ['copy', 'download'],
    page: false,
  },
  'rich-text': { extension: 'txt', type: 'text/plain', ways: ['copy'], page: true },
  html: { extension: 'html', type: 'text/html', ways: ['download', 'copy'], page: true },
  word: {
    extension: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ways: ['download'],
    page: true,
  },
  bibtex: {
    extension: 'bib',
    type: 'application/x-bibtex',
    ways: ['download', 'copy'],
    page: false,
  },
  ris: {
    extension: 'ris',
    type: 'application/x-research-info-systems',
    ways: ['download', 'copy'],
    page: false,
  },
  'csl-json': {
    extension: 'json',
    type: 'application/vnd.citationstyles.csl+json',
    ways: ['download', 'copy'],
    page: false,
  },
  annotations: {
    extension: 'jsonld',
    type: 'application/ld+json',
    ways: ['download', 'copy'],
    page: false,
  },
  csv: { extension: 'csv', type: 'text/csv', ways: ['download', 'copy'], page: false },
  bundle: {
    extension: 'pincite-bundle',
    type: 'application/octet-stream',
    ways: ['download'],
    page: false,
  },
};

/** The formats in the groups in which they are shown. */
export const FORMAT_GROUPS: readonly {
  readonly name: 'text' | 'sources' | 'data' | 'hand_off';
  readonly formats: readonly ExportFormat[];
}[] = [
  { name: 'text', formats: ['markdown', 'rich-text', 'html', 'word'] },
  { name: 'sources', formats: ['bibtex', 'ris', 'csl-json'] },
  { name: 'data', formats: ['annotations', 'csv'] },
  { name: 'hand_off', formats: ['bundle'] },
];

/** Returns whether a format has the text of a report, and not only its citations. */
export function holdsProse(format: ExportFormat): boolean {
  return FORMAT_GROUPS.some(({ name, formats }) => name === 'text' && formats.includes(format));
}

/** Returns an example citation of each style, as Markdown shows it in a sentence. */
export function styleExample(style: WriteStyle): string {
  const words = {
    sentence: i18n.t('export_example_words'),
    title: i18n.t('export_example_title'),
    key: i18n.t('export_example_key'),
  };
  return writeStyle(style).example?.(words) ?? i18n.t('export_style_as_written_example');
}
