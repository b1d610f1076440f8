import type { CitationStyle } from '../../model/citation-styles';
import type { Link } from '../markup/mdast';
import { judgeAddress } from './found';
import { oneLine, plainWords } from './plain-words';

/** The surroundings of a link in the source. */
export interface LinkPlace {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** Inside `<sup>`. */
  readonly raised: boolean;
  /** Directly after another citation that is glued to its word. */
  readonly afterGlued: boolean;
  /** One space after such a citation. */
  readonly besideGlued: boolean;
  /** In a pair of parentheses with only links. */
  readonly inGroup: boolean;
}

export type LinkReading =
  | {
      readonly type: 'citation';
      readonly style: CitationStyle;
      readonly label: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'left-alone'; readonly why: 'address-not-allowed' | 'not-a-citation' }
  | { readonly type: 'none' };

const NUMBER_LABEL = /^[[(]?\^?\d{1,4}[\])]?$/u;
const RAISED_LABEL = /^[⁰¹²³⁴-⁹]+$/u;
const OAI_LABEL = /^oai_citation(?:_attribution)?:\d+‡/u;
/** `site.com`, and `site` or `site+2` as some tools shorten it. */
const HOST_LABEL = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\s?\+\s?\d+)?$/u;
const ICON = /favicon|\/s2\/|\/icons?\b|[/.-]icon|\.ico(?:[?#]|$)/iu;
/**
 * The end of text that a citation can be glued to: a word, a figure, closing punctuation, the end
 * of emphasis.
 */
const STICKS = /[\p{L}\p{N}.,;:!?…%)\]»”"*_】]/u;

/** Reads one link: its citation style, or what else it is. */
export function readLink(link: Link, place: LinkPlace): LinkReading {
  const label = plainWords(link);
  const address = judgeAddress(link.url);
  const parens = inParentheses(place);
  if (address === 'not-allowed') return { type: 'left-alone', why: 'address-not-allowed' };
  if (address === 'no-page') {
    const looksLikeOne = parens || NUMBER_LABEL.test(label) || place.raised;
    return looksLikeOne && !link.url.startsWith('mailto:')
      ? { type: 'left-alone', why: 'not-a-citation' }
      : { type: 'none' };
  }
  const { start, end } = place;
  const cited = (style: CitationStyle, words = label): LinkReading => ({
    type: 'citation',
    style,
    label: words,
    start,
    end,
  });
  const opens = place.source[start];
  if (opens === '<') return cited('autolink', '');
  if (opens !== '[') return cited('bare', '');
  const image = link.children.find((child) => child.type === 'image');
  if (image !== undefined) {
    const beside = oneLine(
      link.children
        .filter((one) => one.type !== 'image')
        .map(plainWords)
        .join(' '),
    );
    if (ICON.test(image.url)) return cited('favicon', beside || label);
    return beside === '' ? { type: 'left-alone', why: 'not-a-citation' } : cited('linked-words');
  }
  if (OAI_LABEL.test(label)) {
    const words = label.replace(OAI_LABEL, '');
    return parens ? widened(cited('oai', words)) : cited('oai', words);
  }
  if (NUMBER_LABEL.test(label)) {
    const number = label.replace(/\D/gu, '');
    return cited(place.raised ? 'superscript' : 'numbered-link', number);
  }
  if (RAISED_LABEL.test(label) || place.raised) return cited('superscript');
  if (parens) return widened(cited('inline'));
  if (place.inGroup) return cited('inline');
  const before = place.source[start - 1] ?? '';
  const sticks =
    place.afterGlued ||
    (HOST_LABEL.test(label) &&
      (STICKS.test(before) || place.besideGlued || isBetweenSentences(place)));
  return cited(sticks ? 'glued' : 'linked-words');
}

const SENTENCE_BEFORE = /[.!?…][*_"”»’)\]]{0,4}[ \u00A0]$/u;
const SENTENCE_AFTER = /^(?:\s*$|\n|[ \u00A0]?[\p{Lu}\p{N}[*_])/u;

/** The name of a site alone between two sentences is no word of either. */
function isBetweenSentences({ source, start, end }: LinkPlace): boolean {
  return (
    SENTENCE_BEFORE.test(source.slice(Math.max(0, start - 8), start)) &&
    SENTENCE_AFTER.test(source.slice(end, end + 3))
  );
}

function inParentheses({ source, start, end }: LinkPlace): boolean {
  return source[start - 1] === '(' && source[end] === ')';
}

/** Adds the parentheses around it. */
function widened(reading: LinkReading): LinkReading {
  if (reading.type !== 'citation') return reading;
  return { ...reading, start: reading.start - 1, end: reading.end + 1 };
}
