/**
 * Whether browsers look for text directives in a document of this type (`Document.contentType`).
 * In XHTML, Markdown or JSON, for instance, they scroll nowhere.
 * docs/adr/0013-where-chromium-leaves-the-standard.md
 */
export function takesTextDirectives(contentType: string): boolean {
  return contentType === 'text/html' || contentType === 'text/plain';
}
