/** How much of a text is shown, in UTF-16 units: more than anybody scrolls through here. */
const LONGEST_TEXT = 20_000;
const LONGEST_PAGE = 200_000;

/**
 * Nothing is loaded, run or sent, whatever the HTML holds; styles of its own are allowed. With
 * the frame's sandbox, which allows no new windows, links that open in one lead nowhere.
 */
const HEAD =
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">' +
  '<base target="_blank">' +
  '<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}</style>';

export interface PreviewPart {
  readonly shown: string;
  /** Whether there is more than is shown. */
  readonly cut: boolean;
}

/** The first part of a text, up to a line's end. */
export function previewText(text: string): PreviewPart {
  if (text.length <= LONGEST_TEXT) return { shown: text, cut: false };
  const line = text.lastIndexOf('\n', LONGEST_TEXT);
  return { shown: text.slice(0, line > LONGEST_TEXT / 2 ? line : LONGEST_TEXT), cut: true };
}

/** A document for a sandboxed frame: the first part of a page or of a fragment, up to a tag's end. */
export function previewPage(html: string): PreviewPart {
  if (html.length <= LONGEST_PAGE) return { shown: HEAD + html, cut: false };
  const tag = html.lastIndexOf('>', LONGEST_PAGE) + 1;
  return { shown: HEAD + html.slice(0, tag > 0 ? tag : LONGEST_PAGE), cut: true };
}
