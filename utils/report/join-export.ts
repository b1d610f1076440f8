import type { ExportFormat } from './export-options';
import type { ExportPart, WrittenExport } from './export-task';

/** Joins the parts of an export in their order. A Worker sends each part and keeps none. */
export class ExportJoiner {
  #text = '';
  #html: string | null = null;
  #bibliography: string | null = null;
  #disarmed = 0;
  #wordless = 0;
  #webImages = 0;

  constructor(readonly format: ExportFormat) {}

  add({ of, text, disarmed = 0, wordless = 0, webImages = 0 }: ExportPart): void {
    this.#disarmed += disarmed;
    this.#wordless += wordless;
    this.#webImages += webImages;
    if (of === 'text') this.#text += text;
    else if (of === 'html') this.#html = (this.#html ?? '') + text;
    else this.#bibliography = (this.#bibliography ?? '') + text;
  }

  whole(): WrittenExport {
    const [text, html, bibliography] = [this.#text, this.#html, this.#bibliography];
    const leftOut = { withoutCopy: 0, tooMany: 0 };
    const [disarmed, wordless] = [this.#disarmed, this.#wordless];
    const linkedImages = this.format === 'word' ? this.#webImages : 0;
    return {
      ...{
        format: this.format,
        text,
        html,
        bibliography,
        disarmed,
        wordless,
        linkedImages,
        leftOut,
      },
      images: [],
      file: null,
    };
  }
}
