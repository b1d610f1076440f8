/** How much of a text the preview shows, in UTF-16 units. */
const LONGEST_TEXT = 20_000;
/** The length without images: an image counts nothing, however large it is. */
const LONGEST_PAGE = 200_000;
const IMAGE = /"data:image\/[a-z]+;base64,[A-Za-z0-9+/=]*"/gu;

/**
 * The preview loads, runs and sends nothing, whatever the HTML contains; it may have its own
 * styles. The frame's sandbox allows no new windows, so links that open one do nothing.
 */
const HEAD =
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">' +
  '<base target="_blank">' +
  '<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}</style>';

export interface PreviewPart {
  readonly shown: string;
  /** Whether the text is longer than the preview. */
  readonly cut: boolean;
}

/** Returns the first part of a text, up to a line end. */
export function previewText(text: string): PreviewPart {
  if (text.length <= LONGEST_TEXT) return { shown: text, cut: false };
  const line = text.lastIndexOf('\n', LONGEST_TEXT);
  return { shown: text.slice(0, line > LONGEST_TEXT / 2 ? line : LONGEST_TEXT), cut: true };
}

/**
 * Returns a document for a sandboxed frame: the first part of a page or fragment, up to the end of
 * a tag.
 */
export function previewPage(html: string): PreviewPart {
  let longest = LONGEST_PAGE;
  for (const { 0: image, index } of html.matchAll(IMAGE)) {
    if (index > longest) break;
    longest += image.length;
  }
  if (html.length <= longest) return { shown: HEAD + withoutTabStops(html), cut: false };
  const tag = html.lastIndexOf('>', longest) + 1;
  return { shown: HEAD + withoutTabStops(html.slice(0, tag > 0 ? tag : longest)), cut: true };
}

/**
 * Takes the links out of the order of the Tab key, which leads through the preview to the buttons.
 * Without quotation marks it changes nothing else, also inside of a value.
 */
function withoutTabStops(html: string): string {
  return html.replace(/<a(?=\s)/giu, '<a tabindex=-1');
}
