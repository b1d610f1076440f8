import type { SectionId } from '@/utils/model/ids';
import type { ImportedSection } from '../model/imported-report';
import { isFurtherTitle, type ListTitle, listTitle } from './read-wording';

/** The sections around the current position, and whether one of them is a list of sources. */
export class OpenSections {
  /** The outermost first. */
  readonly #open: ImportedSection[] = [];
  /** The source list that is open, with the level of its heading; null outside of one. */
  #list: { readonly title: ListTitle; readonly level: number } | null = null;

  /** The innermost section; null before the first heading. */
  get id(): SectionId | null {
    return this.#open.at(-1)?.id ?? null;
  }

  /** What the title of the list at the current position is; null outside of a list. */
  get list(): ListTitle | null {
    return this.#list?.title ?? null;
  }

  /** Closes the sections that a heading of this level ends. */
  close(level: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
  }

  open(section: ImportedSection): void {
    const { level } = section;
    const isFurther = isFurtherTitle(section.title);
    const title = listTitle(section.title) ?? (isFurther ? 'sources' : null);
    this.#open.push(section);
    if (title !== null) this.#list = { title, level };
    else if (this.#list !== null && level <= this.#list.level) this.#list = null;
  }

  /** Opens a source list whose title is a paragraph, like a heading below the open one. */
  openList(title: ListTitle): void {
    this.#list = { title, level: (this.#open.at(-1)?.level ?? 0) + 1 };
  }
}
