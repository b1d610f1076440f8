import { i18n } from '#i18n';
import { MAX_NAME, shorten } from '@/utils/text/shorten';

/** How many UTF-16 units of a passage are drawn at most. */
export const MAX_PASSAGE = 50_000;

/** Shortens a quote or a note for display, because drawing a very long text takes seconds. */
export function shortPassage(text: string): string {
  return shorten(text, MAX_PASSAGE);
}

/** Trims a title, tag or other name for display, and cuts it if it is too long. */
export function shortName(name: string): string {
  return shorten(name.trim(), MAX_NAME);
}

/** Returns the name of a report for lists, headings and messages. */
export function reportName(title: string): string {
  return shortName(title) || i18n.t('report_untitled');
}

/** Returns the name of a section for lists, headings and messages. */
export function sectionName(title: string): string {
  return shortName(title) || i18n.t('section_untitled');
}
