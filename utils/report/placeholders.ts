import type { BookedCitation } from './citation-book';

/*
 * HTML and plain text are made from Markdown, in which each citation is a number between two
 * noncharacters. They have no meaning in Markdown, so a citation stays wherever text stays. The
 * parentheses around them are punctuation, like the brackets of a mark, so that emphasis opens and
 * closes beside a citation as it does in the text.
 * https://www.unicode.org/faq/private_use.html#nonchar1
 */
const OPEN = '⸨\uFDD0';
const CLOSE = '\uFDD1⸩';
const PLACEHOLDER = /⸨\uFDD0(\d{1,9})\uFDD1⸩/u;

/** The mark of a note that has only words, by the name of the note. */
export interface NoteMark {
  readonly note: string;
}

/** The citations and marks of notes while the text is Markdown. */
export class Placeholders {
  #waiting: (BookedCitation | NoteMark)[] = [];

  /** Returns the placeholder of a citation or mark, which `split` finds again. */
  readonly put = (sign: BookedCitation | NoteMark): string => {
    this.#waiting.push(sign);
    return `${OPEN}${this.#waiting.length - 1}${CLOSE}`;
  };

  /** Returns texts and citations in turn. A placeholder without a citation is left out. */
  split(text: string): (string | BookedCitation | NoteMark)[] {
    if (!text.includes(OPEN)) return [text];
    return text
      .split(PLACEHOLDER)
      .flatMap((part, index): (string | BookedCitation | NoteMark)[] => {
        if (index % 2 === 0) return part === '' ? [] : [part];
        const sign = this.#waiting[Number(part)];
        return sign === undefined ? [] : [sign];
      });
  }

  /** Removes placeholders from text that can have no citation, for example an attribute. */
  remove(text: string): string {
    return text.replace(/⸨\uFDD0\d{0,9}\uFDD1⸩/gu, '');
  }

  /** Forgets the signs of a part that is written. */
  clear(): void {
    this.#waiting = [];
  }
}
