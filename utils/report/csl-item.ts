import type { Source } from '@/utils/model/evidence';
import { splitPersonName } from '@/utils/text/person-name';
import { accessTime, type BookEntry } from './citation-book';
import { writableUrl } from './markup/writable-url';
import { writableLine } from './write-nodes';

/** `[[year]]`, `[[year, month]]` or `[[year, month, day]]`. */
export interface CslDate {
  readonly 'date-parts': readonly [readonly number[]];
}

/** A person in parts, or a name that must stay whole. */
export type CslName =
  | { readonly family: string; readonly given: string; readonly suffix?: string }
  | { readonly literal: string };

/**
 * A page as an item of CSL-JSON, with the variables that Pincite knows. This file is the only
 * one that knows their names.
 * https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export interface CslItem {
  readonly id: string;
  readonly type: 'webpage';
  readonly title: string;
  readonly author?: readonly CslName[];
  readonly 'container-title'?: string;
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly URL?: string;
  readonly DOI?: string;
  readonly language?: string;
  /** The address of a copy in a web archive. */
  readonly archive_location?: string;
  readonly note?: string;
}

/** Returns the parts of a date that a page gives: a year, a month, a day or a time. */
function cslDate(time: string | null): CslDate | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/u.exec(time ?? '');
  if (found === null) return null;
  const parts = found.slice(1).filter((part) => part !== undefined);
  return { 'date-parts': [parts.map(Number)] };
}

function cslName(name: string, site: string): CslName {
  const person = splitPersonName(name, site);
  if (person === null) return { literal: name };
  const { family, given, suffix } = person;
  return suffix === '' ? { family, given } : { family, given, suffix };
}

function doiOf({ doi }: Source): string {
  return writableLine(doi ?? '').replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, '');
}

/** Returns the item of an entry with the address `url`. */
export function cslItem(id: string, entry: BookEntry, url: string | null, note = ''): CslItem {
  const { source, target, archived } = entry;
  const title = writableLine(source?.title ?? '') || target.label;
  const authors = (source?.authors ?? []).map(writableLine).filter((name) => name !== '');
  const site = writableLine(source?.siteName ?? '');
  const language = writableLine(source?.language ?? '');
  const issued = cslDate(source?.publishedAt ?? null);
  const accessed = cslDate(accessTime(entry));
  const copy = archived === null ? null : writableUrl(archived.url);
  const doi = source === null ? '' : doiOf(source);
  return {
    id,
    type: 'webpage',
    title,
    ...(authors.length === 0 ? {} : { author: authors.map((name) => cslName(name, site)) }),
    ...(site === '' ? {} : { 'container-title': site }),
    ...(issued === null ? {} : { issued }),
    ...(accessed === null ? {} : { accessed }),
    ...(url === null ? {} : { URL: url }),
    ...(doi === '' ? {} : { DOI: doi }),
    ...(language === '' ? {} : { language }),
    ...(copy === null ? {} : { archive_location: copy }),
    ...(note === '' ? {} : { note }),
  };
}

export interface PlainDate {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

export function plainDate(date: CslDate | undefined): PlainDate | null {
  const [year, month, day] = date?.['date-parts'][0] ?? [];
  return year === undefined ? null : { year, month: month ?? null, day: day ?? null };
}

/** Returns an item's fields for the other formats, under plain names. */
export function itemFields(item: CslItem) {
  return {
    key: item.id,
    title: item.title,
    authors: item.author ?? [],
    site: item['container-title'] ?? '',
    issued: plainDate(item.issued),
    accessed: plainDate(item.accessed),
    url: item.URL ?? '',
    doi: item.DOI ?? '',
    language: item.language ?? '',
    archived: item.archive_location ?? '',
    note: item.note ?? '',
  };
}
