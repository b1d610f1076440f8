import * as z from 'zod/mini';
import madeHeldOut from './claims/made-held-out.json';
import madeLookedAt from './claims/made-looked-at.json';
import pagesHeldOut from './claims/pages-held-out.json';
import pagesLookedAt from './claims/pages-looked-at.json';

/** What is wrong in a claim. `claims/README.md` says what each means. */
export const ITEM_FAULTS = ['figure', 'unit', 'date', 'name', 'quotation'] as const;
export const BETWEEN_FAULTS = [
  'direction',
  'negation',
  'attribution',
  'swapped',
  'points',
  'per-unit',
  'bound',
  'cause',
] as const;
const FAULTS = [...ITEM_FAULTS, ...BETWEEN_FAULTS] as const;
export type Fault = (typeof FAULTS)[number];

export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'ja', 'zh', 'cs'] as const;

const PairSchema = z.strictObject({
  id: z.int().check(z.positive()),
  language: z.enum(LANGUAGES),
  pageLanguage: z.enum(LANGUAGES),
  claim: z.string().check(z.minLength(1)),
  /** Null if the page says all that the claim says. */
  wrong: z.nullable(
    z.strictObject({
      kind: z.enum(FAULTS),
      /** Parts of the claim. A hint for one of them is right. */
      words: z.array(z.string()).check(z.minLength(1)),
    }),
  ),
  /** A way of writing that makes a comparison difficult, for the list of false alarms. */
  uses: z.optional(z.string()),
  /** The date of the report, if the claim has a date that depends on it. */
  writtenOn: z.optional(z.iso.date()),
});

const OnPageSchema = z.extend(PairSchema, {
  /** The name of a page in `pages/` of PINCITE_CORPUS. */
  page: z.string(),
  /** Start and end in the text of the page's model. Null if the claim cites the whole page. */
  passage: z.nullable(z.tuple([z.int(), z.int()])),
});

const MadeSchema = z.extend(PairSchema, {
  /** A passage in our own words. */
  made: z.string().check(z.minLength(1)),
});

export type PagePair = z.infer<typeof OnPageSchema>;
export type MadePair = z.infer<typeof MadeSchema>;
export type ClaimPair = PagePair | MadePair;

/**
 * The last pair on a saved page that the hints were made with. A third of them was held out before,
 * but its totals were looked at six times.
 */
const LAST_USED_UP = 1214;
/** Pairs of three other writers. Only those of the first may be looked at. */
const [FIRST_OF_OTHERS, LAST_LOOKED_AT] = [1799, 1908];

/** Pairs that nobody reads while the hints are worked on. Only their totals are printed. */
export const isHeldOut = ({ id, ...pair }: ClaimPair): boolean => {
  if (id >= FIRST_OF_OTHERS) return id > LAST_LOOKED_AT;
  return id % 3 === 0 && ('made' in pair || id > LAST_USED_UP);
};

/** The pairs of each file. The files are apart so that one can be read without the other. */
export const pairFiles = {
  'pages-looked-at': z.array(OnPageSchema).parse(pagesLookedAt),
  'pages-held-out': z.array(OnPageSchema).parse(pagesHeldOut),
  'made-looked-at': z.array(MadeSchema).parse(madeLookedAt),
  'made-held-out': z.array(MadeSchema).parse(madeHeldOut),
} as const;

export const onPages: readonly PagePair[] = [
  ...pairFiles['pages-looked-at'],
  ...pairFiles['pages-held-out'],
];
export const madePairs: readonly MadePair[] = [
  ...pairFiles['made-looked-at'],
  ...pairFiles['made-held-out'],
];
