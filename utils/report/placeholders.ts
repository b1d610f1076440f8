import type { BookedCitation } from './citation-book';

/*
 * What leaves as HTML or plain text goes through Markdown first, in which each citation is a
 * number between two characters that no text may hold: nothing in Markdown means anything to
 * them, so a citation comes out wherever words do.
 * https://www.unicode.org/faq/private_use.html#nonchar1
 */
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const PLACEHOLDER = /\uFDD0(\d{1,9})\uFDD1/u;

/** Citations on their way through Markdown. */
export class Placeholders {
  #waiting: BookedCitation[] = [];

  /** The letters that stand for a citation until `split` finds them again. */
  readonly put = (booked: BookedCitation): string => {
    this.#waiting.push(booked);
    return `${OPEN}${this.#waiting.length - 1}${CLOSE}`;
  };

  /** Texts and citations in turn. What stands for no citation that was put in is left out. */
  split(text: string): (string | BookedCitation)[] {
    if (!text.includes(OPEN)) return [text];
    return text.split(PLACEHOLDER).flatMap((part, index): (string | BookedCitation)[] => {
      if (index % 2 === 0) return part === '' ? [] : [part];
      const booked = this.#waiting[Number(part)];
      return booked === undefined ? [] : [booked];
    });
  }

  /** The text without them, for what can hold no citation, as an attribute. */
  remove(text: string): string {
    return text.replace(/\uFDD0\d{0,9}\uFDD1/gu, '');
  }

  /** Forgets those of a part that is written. */
  clear(): void {
    this.#waiting = [];
  }
}
