import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

/** Checks a claim of a report in English against a passage in a language that is not read. */
function hintsFor(claim: string, quote: string, language = 'de'): string[] {
  const passage = { clipId: newId<'clip'>(), quote, pageText: null, verdict: null, language };
  return checkClaim(asClaim(claim), [passage], { language: 'en' }).map(({ words }) => words);
}

const funding =
  'Die KfW hat im Jahr 2022 für den Heizungstausch 2,3 Milliarden Euro zugesagt, 7,5 Prozent mehr als zuvor. Von 356 Anträgen wurden 63 Prozent bewilligt.';

describe('a figure has the size that the passage gives it, whatever the words for it', () => {
  test.each([
    ['The KfW committed €23 billion', ['23 billion']],
    ['The KfW committed at most €23,000', ['23,000']],
    ['Die KfW hat 23 Milliarden Euro zugesagt', ['23 Milliarden']],
    ['The KfW committed €2.3 million', ['2.3 million']],
    ['The KfW committed €2,300,000', ['2,300,000']],
    ['The KfW committed €2,300,000 of 23 million', ['2,300,000', '23 million']],
    ['The KfW committed €23bn', ['23bn']],
    ['The KfW committed €230m', ['230m']],
    ['The KfW approved 36% of them', ['36']],
    ['The KfW spent €75,000', ['75,000']],
    ['It was 75 per cent more', ['75']],
    ['It was 0.75 per cent more', ['0.75']],
    ['They decided on 3,560 requests', ['3,560']],
    ['They decided on 35.6 requests', ['35.6']],
    ['They decided on 356 million requests', ['356 million']],
    ['It was decided in 2202', ['2202']],
    ['The KfW committed €2.3 billion', []],
    ['The KfW committed €2,300 million', []],
    ['The KfW committed €2,300,000,000', []],
    ['The KfW committed €2.3bn', []],
    ['The KfW committed a 2.3-billion-euro sum', []],
    ['La KfW a promis 2,3 milliards d’euros', []],
    ['La KfW a promis 2 300 millions d’euros', []],
    ['Die KfW sagte 2,3 Mrd. Euro zu', []],
    ['Die KfW sagte 2.300 Mio. Euro zu', []],
    ['In 2022 it was 7.5% more', []],
    ['They granted 63% of 356 requests', []],
  ])('%s', (claim, words) => {
    expect(hintsFor(claim, funding)).toEqual(words);
  });

  test.each([
    ['It is 36% of all', 'Es sind 35,6 Prozent der Gesamtmenge.', []],
    ['It is 36% of all', 'Es sind 356 Promille oder mehr.', ['36']],
    ['It is 50% of all', 'Es sind 0,5 Prozent der Menge.', ['50']],
    ['It is 0.5% of all', 'Es sind 50 Prozent der Menge.', ['0.5']],
    ['It is 0.5% of all', 'Es sind 0,5 Prozent der Menge.', []],
    ['It is 0.05% of all', 'Es sind 0,5 Prozent der Menge.', ['0.05']],
    ['There are 21,000 of them', 'Es sind 21.000 Stück.', []],
    ['There are 21.000 of them', 'Es sind 21 000 Stück.', []],
    ['There are 21 thousand of them', 'Es sind 21.000 Stück.', []],
    ['There are 2,100 of them', 'Es sind 21.000 Stück.', ['2,100']],
    ['There are 210,000 of them', 'Es sind 21.000 Stück.', ['210,000']],
    ['There are 21 million of them', 'Es sind 21.000 Stück.', ['21 million']],
    ['It weighs 2.325 kilos', 'Es wiegt 2,325 Kilo.', []],
    ['It weighs 2,325 grams', 'Es wiegt 2.325 Gramm.', []],
    ['There are 75% left', 'Noch 75 000 Euro sind da.', ['75']],
    ['It rose from 17 million to 19 million', 'Es stieg von 17 auf 19 Millionen.', []],
    ['It rose from 17 million to 19 million', 'Es stieg von 17 auf 19 Mio. Euro.', []],
    ['It was in 2023', 'Es war 2023.', []],
    ['It was in 2023', 'Es kostete 2,023 Millionen.', ['2023']],
    ['There are 1.2 trillion of them', 'Es sind 1,2 Billionen.', []],
    ['There are 1.2 billion of them', 'Es sind 1,2 Millionen.', ['1.2 billion']],
    // The heading of a table may say that it is in thousands.
    ['There were 1,007,000 of them', 'Wärmepumpe\n793\n1.007\nSumme', []],
    ['There were 1,007,000 of them', 'Wärmepumpe 793 1.007', []],
    ['There were 1,070,000 of them', 'Wärmepumpe\n793\n1.007\nSumme', ['1,070,000']],
    ['There were 402 of them', 'Wärmepumpe 402 486 612', []],
  ])('%s | %s', (claim, quote, words) => {
    expect(hintsFor(claim, quote)).toEqual(words);
  });

  test.each([
    ['pl', 'There are 3.5 million of them', 'Jest ich 3,5 mln.', []],
    ['cs', 'There are 35,000 of them', 'Je jich 35 tisíc.', []],
    ['cs', 'There are 350,000 of them', 'Je jich 35 tisíc.', ['350,000']],
    ['es', 'They spent 3.5 billion', 'Gastaron 3.500 millones.', []],
    ['es', 'They spent 3.5 billion', 'Gastaron 3,5 mil millones.', []],
    ['es', 'They spent 3.5 billion', 'Gastaron 3,5 millones.', ['3.5 billion']],
    ['sv', 'They spent 35 million', 'De kostade 35 miljoner.', []],
    ['tr', 'They spent 35 million', 'Tutar 35 milyon lira.', []],
    ['ru', 'They spent 35 million', 'Они потратили 35 млн рублей.', []],
    ['pt', 'It serves 310,000 people', 'Abastece hoje 310 mil pessoas.', []],
    ['zh', 'It hit 36,000 residents', '涉及3.6万名居民。', []],
    ['zh', 'It hit 360,000 residents', '涉及3.6万名居民。', ['360,000']],
    ['zh', 'They earned 350 million yuan', '收入达到3.5亿元。', []],
    ['ja', 'It reached 120,000 households', '対象は約12万世帯である。', []],
    ['ja', 'They spent 35 million yen', '3500万円を使った。', []],
    ['ja', 'They spent 35 million yen', '3.5千万円を使った。', []],
    ['ko', 'It hit 36,000 people', '주민 3만6000명과 3.6만 명이다.', []],
    ['hi', 'It hit 1.2 lakh people', 'यह 1.2 लाख लोगों तक पहुँचा।', []],
    ['hi', 'It hit 120,000 people', 'यह 1.2 लाख लोगों तक पहुँचा।', []],
  ])('%s: %s | %s', (language, claim, quote, words) => {
    expect(hintsFor(claim, quote, language)).toEqual(words);
  });

  test.each([
    ['Die Kosten betragen 23 Milliarden Euro', 'Die Kosten betragen 2,3 Milliarden Euro.', 1],
    ['Die Kosten betragen 2,3 Milliarden Euro', 'Die Kosten betragen 23 Milliarden Euro.', 1],
    ['Die Kosten betragen 2,3 Mrd. Euro', 'Die Kosten betragen 2300 Mio. Euro.', 0],
    ['Die Kosten betragen 2300 Mio. Euro', 'Die Kosten betragen 2,3 Milliarden Euro.', 0],
    ['Sie brauchen 36 Prozent', 'Sie brauchen 35,6 Prozent.', 0],
    ['Sie brauchen 35,6 Prozent', 'Sie brauchen 36 Prozent.', 1],
  ])('the other way round: %s | %s', (claim, quote, hints) => {
    expect(hintsFor(claim, quote)).toHaveLength(hints);
  });

  // With each word, the number of possible sizes would double.
  test('a page that says "billion" many times behind a number is read quickly', () => {
    const page = `Es kostete 23 Milliarden Euro, dann 5 ${'billion '.repeat(90)}Euro.`;
    expect(hintsFor('It cost €23 billion', page)).toEqual([]);
  });
});
