/** The parts that the tests use of a library without types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(data: string, options: { forceType: string; generateGraph: boolean });
    readonly data: unknown[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
