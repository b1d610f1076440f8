import type { GeneratedI18nStructure as Structure } from '../.wxt/i18n/structure';

/*
 * The types of `#i18n`: the same calls as in @wxt-dev/i18n, from lists of keys that are computed
 * once. The types of the library compute them again for each call, which took most of the type
 * check.
 */

type Key = keyof Structure;
/** The messages, with or without a plural, that take this number of substitutions. */
type KeysOf<Plural extends boolean, Count extends number> = {
  [K in Key]: Structure[K] extends { plural: Plural; substitutions: Count } ? K : never;
}[Key];
type Word = string | number;

interface Catalogue {
  t(key: KeysOf<false, 0>): string;
  t(key: KeysOf<false, 1>, words: readonly [Word]): string;
  t(key: KeysOf<false, 2>, words: readonly [Word, Word]): string;
  t(key: KeysOf<false, 3>, words: readonly [Word, Word, Word]): string;
  t(key: KeysOf<false, 4>, words: readonly [Word, Word, Word, Word]): string;
  t(key: KeysOf<true, 0 | 1>, count: number): string;
  t(key: KeysOf<true, 1>, count: number, words: readonly [Word]): string;
  t(key: KeysOf<true, 2>, count: number, words: readonly [Word, Word]): string;
  t(key: KeysOf<true, 3>, count: number, words: readonly [Word, Word, Word]): string;
  t(key: KeysOf<true, 4>, count: number, words: readonly [Word, Word, Word, Word]): string;
}

export declare const i18n: Catalogue;
