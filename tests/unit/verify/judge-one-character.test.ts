import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPass } from '@/utils/model/evidence';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { ALTERED, TYPOGRAPHIC, VERBATIM } from './altered-quotes';
import { clipOf } from './quote-fixture';

/** Typical quotes, and others made from their parts. */
const sentence = fc.constantFrom(...[...ALTERED, ...TYPOGRAPHIC, ...VERBATIM].map(([, q]) => q));
const piece = fc.constantFrom(
  ...[
    'the',
    'river',
    'rose',
    'not',
    'été',
    'Straße',
    'US',
    'mW',
    'km/h',
    '5',
    '61',
    '1,204',
    '1.5',
  ],
  ...['-5', '−3', '+7', '±2', '10²', 'x₂', '½', '5 %', '$5', '€ 5', '5 €', '51–49', '2019', '≤ 5'],
  ...[
    'well-known',
    'l’eau',
    'n’est',
    'isn’t',
    'плотина',
    'السد',
    '٥',
    '五',
    '不',
    '堤防は',
    'ไม่',
    '…',
  ],
);
const composed = fc
  .uniqueArray(piece, { minLength: 2, maxLength: 8 })
  .map((pieces) => pieces.join(' '));
const quotes = fc.oneof(sentence, composed).map((quote) => quote.trim());

const SIGNIFICANT = /[\p{L}\p{M}\p{N}\p{Sc}%‰°+\-−–±<>≤≥≈=×÷]/u;
const others = fc.constantFrom(
  ...'0123456789abcdefnqzABDMSTéèêçñöß²³₂½¼٣五十不нЖא+-−–±<>≤≥≈×÷%‰°$€£¥',
);

/** How often each change was tried, and how often it passed as typography. */
const tally = { tried: 0, passed: 0 };

/** At an edge, an inserted character is beside the quote, and a deleted one is outside it. */
function changed(quote: string, at: number, other: string, way: 'put' | 'drop' | 'replace') {
  const units = [...quote];
  const isInside = (unit: string, place: number) =>
    way === 'replace' || (place > 0 && place < units.length - 1) || /\p{M}/u.test(unit);
  const places = units.flatMap((unit, place) =>
    SIGNIFICANT.test(unit) && isInside(unit, place) ? [place] : [],
  );
  const place = places[at % places.length];
  if (place === undefined) return null;
  if (way === 'drop') units.splice(place, 1);
  else if (way === 'put') units.splice(place, 0, other);
  else units[place] = other;
  const text = units.join('');
  return text === quote ? null : text;
}

/** "5 % the" is in "5 5 % the" between spaces, so nothing in it changed. */
function standsApart(clipped: string, there: string): boolean {
  const spaced = (text: string) => ` ${foldStrictly(text).text.trim()} `;
  return spaced(there).includes(spaced(clipped));
}

/** Whether the two differ only in the judge's folding or in the case of one first letter. */
function areVariants(quote: string, text: string): boolean {
  const a = foldStrictly(quote).text.trim();
  const b = foldStrictly(text).text.trim();
  if (a === b) return true;
  if (a.length !== b.length || a.toLowerCase() !== b.toLowerCase()) return false;
  const at = [...a].findIndex((unit, place) => unit !== [...b][place]);
  const before = [...a].slice(0, at).join('');
  return !/[\p{L}\p{N}\p{M}]$/u.test(before) && /^\P{L}*$|[.!?…"][^\p{L}\p{N}]*$/u.test(before);
}

test('a quote of which one digit, letter or sign changed gets no pass, unless it is typography', () => {
  fc.assert(
    fc.property(
      quotes,
      fc.nat(400),
      others,
      fc.constantFrom('put', 'drop', 'replace'),
      fc.boolean(),
      (quote, at, other, way, turned) => {
        const text = changed(quote, at, other, way);
        if (text === null) return;
        const [clipped, there] = turned ? [text.trim(), quote] : [quote, text];
        if (way !== 'replace' && standsApart(clipped, there)) return;
        const page = createPlainTextModel(`A note.\n${there}\nThe end of it all.`);
        const { verdict } = judgeQuote(page, clipOf(clipped), { reader: 'tab' });
        tally.tried++;
        if (!isPass(verdict)) return;
        tally.passed++;
        expect(areVariants(clipped, there), `“${clipped}” passes on “${there}”`).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
  // Nearly all of them are real changes.
  expect(tally.tried).toBeGreaterThan(1_500);
  expect(tally.passed / tally.tried).toBeLessThan(0.05);
});
