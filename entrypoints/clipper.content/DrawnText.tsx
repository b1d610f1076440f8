/**
 * Shows text of the library in a page. The style sheet draws the text from an attribute, so that
 * the text is not part of the page's document. `window.find` and selections reach text even in a
 * closed shadow root, but not text that a style sheet draws. Screen readers read such text.
 */
export function DrawnText({ text }: { readonly text: string }) {
  return <span data-drawn={text} />;
}
