/** The parser alone: the package's index brings its "is it readerable" test into what is injected. */
declare module '@mozilla/readability/Readability.js' {
  export { Readability as default } from '@mozilla/readability';
}
