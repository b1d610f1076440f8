import { i18n } from '#i18n';
import { MAX_NAME, shorten } from '@/utils/text/shorten';

/** UTF-16 units of a passage that are drawn, in all. */
export const MAX_PASSAGE = 50_000;

/** A quote or a note as it is drawn: cut where drawing it would take seconds. */
export function shortPassage(text: string): string {
  return shorten(text, MAX_PASSAGE);
}

/** A title, a tag, or another name as it is drawn: its spaces trimmed, cut where it has no end. */
export function shortName(name: string): string {
  return shorten(name.trim(), MAX_NAME);
}

/** What a report is called in lists, headings and messages. */
export function reportName(title: string): string {
  return shortName(title) || i18n.t('report_untitled');
}

/** What a section is called in lists, headings and messages. */
export function sectionName(title: string): string {
  return shortName(title) || i18n.t('section_untitled');
}
