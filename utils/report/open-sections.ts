import type { SectionId } from '@/utils/model/ids';
import type { ImportedSection } from '../model/imported-report';
import { isSourcesTitle } from './read-wording';

/** The sections around the current position, and whether one of them is a list of sources. */
export class OpenSections {
  /** The outermost first. */
  readonly #open: ImportedSection[] = [];
  /** The level of the heading of a source list; null outside of one. */
  #sourcesLevel: number | null = null;

  /** The innermost section; null before the first heading. */
  get id(): SectionId | null {
    return this.#open.at(-1)?.id ?? null;
  }

  get inSources(): boolean {
    return this.#sourcesLevel !== null;
  }

  /** Closes the sections that a heading of this level ends. */
  close(level: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
  }

  open(section: ImportedSection): void {
    const { level, title } = section;
    this.#open.push(section);
    if (isSourcesTitle(title)) this.#sourcesLevel = level;
    else if (this.#sourcesLevel !== null && level <= this.#sourcesLevel) this.#sourcesLevel = null;
  }

  /** Opens a source list whose title is a paragraph, like a heading below the open one. */
  openSources(): void {
    this.#sourcesLevel = (this.#open.at(-1)?.level ?? 0) + 1;
  }
}
