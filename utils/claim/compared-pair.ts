import type { TextRange } from '@/utils/text/text-model';
import type { HintKind } from './claim';
import type { ComparedText } from './compared-text';
import type { Quantity } from './quantity';

/** A claim and the sentences of its passage that share most words with it. */
export interface ComparedPair {
  readonly claim: ComparedText;
  /** The closest sentence. */
  readonly best: ComparedText;
  /** The closest sentences, the best first. */
  readonly sides: readonly ComparedText[];
  /** Whether the claim and the passage are in one language. */
  readonly sameLanguage: boolean;
  /** Whether the passage is a whole page. */
  readonly isPage: boolean;
}

/** A place in a claim where the closest sentence of its passage seems to say something else. */
export interface Difference extends TextRange {
  readonly kind: HintKind;
  /** The words of the passage there. */
  readonly against: string;
}

/** Returns whether two figures have the same value. A year equals no amount. */
export const sameValue = (a: Quantity, b: Quantity): boolean =>
  a.meanings.some((one) =>
    b.meanings.some(
      (other) =>
        Math.abs(one.value - other.value) <= Math.abs(one.value) * 1e-6 &&
        one.value !== 0 &&
        (one.unit?.dimension === 'calendar') === (other.unit?.dimension === 'calendar'),
    ),
  );

/** Returns the dimension of a figure; '' for a bare number. */
export const dimensionOf = ({ meanings }: Quantity): string => meanings[0]?.unit?.dimension ?? '';

/** Returns the words that two texts share, as stems. */
export const sharedStems = (a: ComparedText, b: ComparedText): Set<string> =>
  new Set([...a.stems].filter((stem) => b.stems.has(stem)));
