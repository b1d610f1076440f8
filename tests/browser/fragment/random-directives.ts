import type { TextDirective } from '@/utils/fragment/text-directive';
import type { TextModel } from '@/utils/text/text-model';
import { randomFrom } from './random-ranges';

/**
 * Makes directives of every form from a page's own text: correct, ambiguous, cut inside words,
 * joined from distant places, misspelt, in another case, with other white space.
 */
export function randomDirectives(model: TextModel, count: number, seed: number): TextDirective[] {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const { text } = model;
  // Chromium 156 crashes on a term that is a part of an emoji sequence on the page.
  const hasEmoji = /\p{Extended_Pictographic}/u.test(text);
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].map(
    ({ index, segment }) => ({ start: index, end: index + segment.length }),
  );
  const at = (index: number) =>
    segments[Math.max(0, Math.min(segments.length - 1, index))] ?? { start: 0, end: text.length };
  /** Returns the text between two segment edges, sometimes moved by one or two units. */
  const between = (from: number, to: number): string => {
    const wobble = () => (!hasEmoji && below(6) === 0 ? below(5) - 2 : 0);
    const start = Math.max(0, at(from).start + wobble());
    return text.slice(start, Math.max(start, at(to).end + wobble()));
  };
  const damage = (term: string): string => {
    switch (below(16)) {
      case 0:
        return term.toUpperCase();
      case 1:
        return term.replace(/\s+/g, ' ');
      case 2:
        return term.replace(/\n/g, ' ');
      case 3:
        return term.normalize('NFD');
      case 4:
        return `${term}x`;
      case 5:
        return term.replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
      default:
        return term;
    }
  };
  const directives: TextDirective[] = [];
  for (let tries = 0; directives.length < count && tries < count * 4; tries++) {
    const first = below(segments.length);
    const last = first + below(6);
    const far = last + 1 + below(below(4) === 0 ? 60 : 8);
    const form = below(8);
    const elsewhere = below(10) === 0 ? below(segments.length) : null;
    const before = elsewhere ?? first - 1 - below(4);
    const directive: { [term in keyof TextDirective]: string } = { start: between(first, last) };
    if (form & 1) directive.prefix = between(before, (elsewhere ?? first) - 1).trim();
    if (form & 2) directive.end = between(far, far + below(4)).trim();
    const behind = form & 2 ? far + 4 : last + 1;
    if (form & 4) directive.suffix = between(behind, behind + below(4)).trim();
    directive.start = directive.start.trim();
    for (const name of ['prefix', 'start', 'end', 'suffix'] as const) {
      const term = directive[name];
      if (term !== undefined) directive[name] = damage(term).toWellFormed();
    }
    const terms = Object.values(directive);
    if (terms.every((term) => term.trim() !== '' && term.length < 300)) directives.push(directive);
  }
  return directives;
}
