import type { SectionId } from '@/utils/model/ids';
import type { ImportedSection } from '../model/imported-report';
import { isSourcesTitle } from './read-wording';

/** The sections that are open where the reader is, and whether one of them is a list of sources. */
export class OpenSections {
  /** Outermost first. */
  readonly #open: ImportedSection[] = [];
  /** Level of the heading whose section is a source list; null outside of one. */
  #sourcesLevel: number | null = null;

  /** The innermost; null before the first heading. */
  get id(): SectionId | null {
    return this.#open.at(-1)?.id ?? null;
  }

  get inSources(): boolean {
    return this.#sourcesLevel !== null;
  }

  /** Closes what a heading of this level ends. */
  close(level: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
  }

  open(section: ImportedSection): void {
    const { level, title } = section;
    this.#open.push(section);
    if (isSourcesTitle(title)) this.#sourcesLevel = level;
    else if (this.#sourcesLevel !== null && level <= this.#sourcesLevel) this.#sourcesLevel = null;
  }

  /** A paragraph that is the title of a source list, as a heading below the one that is open. */
  openSources(): void {
    this.#sourcesLevel = (this.#open.at(-1)?.level ?? 0) + 1;
  }
}
