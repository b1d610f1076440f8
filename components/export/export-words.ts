import { i18n } from '#i18n';
import type { WriteStyle } from '@/utils/model/citation-styles';
import type { ExportFormat, ExportTick } from '@/utils/report/export-options';
import { underscored } from '@/utils/text/underscored';

export function formatWords(format: ExportFormat): string {
  return i18n.t(`export_format_${underscored(format)}`);
}

/** Says what a format is for, and what part of the report it leaves out. */
export function formatHint(format: ExportFormat): string {
  return i18n.t(`export_hint_${underscored(format)}`);
}

export function styleWords(style: WriteStyle): string {
  return i18n.t(`export_style_${underscored(style)}`);
}

const TICK_WORDS = {
  blockQuotes: 'export_tick_block_quotes',
  notes: 'export_tick_notes',
  images: 'export_tick_images',
  accessDates: 'export_tick_access_dates',
  badges: 'export_tick_badges',
  archivedCopies: 'export_tick_archived_copies',
  sourceList: 'export_tick_source_list',
  passages: 'export_tick_passages',
  frontMatter: 'export_tick_front_matter',
  inbox: 'export_tick_inbox',
} as const satisfies Record<ExportTick, string>;

export function tickWords(tick: ExportTick): string {
  return i18n.t(TICK_WORDS[tick]);
}
