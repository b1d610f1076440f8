/**
 * Only the parser. The package's index would add its "is it readerable" test to the injected
 * script.
 */
declare module '@mozilla/readability/Readability.js' {
  export { Readability as default } from '@mozilla/readability';
}
