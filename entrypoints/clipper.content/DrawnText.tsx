/**
 * Words of the library in a page: drawn by the style sheet from an attribute, so that they are no
 * text of the page's document. `window.find` and selections reach text even in a closed shadow
 * root; what a style sheet draws they don't. Screen readers read it.
 */
export function DrawnText({ text }: { readonly text: string }) {
  return <span data-drawn={text} />;
}
