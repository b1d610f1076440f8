import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { type Hint, isBetween } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { cpuTime } from '../cpu-time';
import { asClaim } from './labelled';

function hintsOf(claim: string, quote: string | null, pageText: string, language = 'en'): Hint[] {
  const passage = {
    clipId: newId<'clip'>() as ClipId,
    quote,
    pageText,
    verdict: quote === null ? ('unpinned' as const) : ('verbatim' as const),
    language,
  };
  return checkClaim(asClaim(claim), [passage], { language }).filter(isBetween);
}

interface Case {
  readonly claim: string;
  readonly page: string;
  readonly language?: string;
  /** The words of the claim and those of the page that a hint compares; null for no hint. */
  readonly hint: readonly [words: string, against: string] | null;
}

const MORE =
  'The hearings lasted for nine days. People from both shores spoke. Many wanted the toll to be lower. It was warm. ';

const PLUS =
  'Les auditions ont duré neuf jours. Les habitants des deux rives ont parlé. Il faisait très chaud. ';

describe('a whole page that denies in one sentence what the claim says', () => {
  test.each<Case>([
    {
      claim: 'The regulator has approved the plan',
      page: 'The regulator has not yet approved the plan.',
      hint: ['has approved', 'not yet approved the plan'],
    },
    {
      claim: 'Hospital admissions differed',
      page: 'Hospital admissions did not differ between the groups (P = 0.4).',
      hint: ['differed', 'not differ between the groups'],
    },
    {
      claim: 'The ferry company expects a dividend',
      page: 'The ferry company does not expect a dividend this year.',
      hint: ['expects', 'not expect a dividend this year'],
    },
    {
      claim: 'The council has decided on the toll, which will cost 3 euros',
      page: 'The council has not decided on the toll. It will cost 3 euros.',
      hint: ['has decided', 'not decided on the toll'],
    },
    {
      claim: 'The regulator has not approved the plan',
      page: 'The regulator approved the plan in spring.',
      hint: ['not approved the plan', 'approved'],
    },
    {
      claim: 'Le conseil a approuvé le péage',
      page: 'Le conseil n’a pas encore approuvé le péage.',
      language: 'fr',
      hint: ['a approuvé', 'n’a pas'],
    },
    // Another sentence says it as the claim does.
    {
      claim: 'The regulator has approved the plan',
      page: 'By May, the regulator had not yet approved the plan. The regulator approved it in June.',
      hint: null,
    },
    {
      claim: 'The regulator has approved the plan',
      page: 'Plan approved at last\nFor years, the regulator had not approved the plan.',
      hint: null,
    },
    // Not all words of the claim are denied.
    {
      claim: 'The regulator has approved the budget',
      page: 'The regulator has not yet approved the plan.',
      hint: null,
    },
    {
      claim: 'Prices rose',
      page: 'Prices of rented rooms in both villages have not yet risen above those of hotels.',
      hint: null,
    },
    // It is supposed, or asked.
    {
      claim: 'The regulator has approved the plan',
      page: 'If the regulator has not approved the plan by May, the ferry stays.',
      hint: null,
    },
    {
      claim: 'The regulator has approved the plan',
      page: 'Why has the regulator not approved the plan?',
      hint: null,
    },
    // Both deny.
    {
      claim: 'The regulator has not approved the plan',
      page: 'The regulator never approved the plan.',
      hint: null,
    },
    {
      claim: 'The regulator approved the plan only in June',
      page: 'The regulator did not approve the plan until June.',
      hint: null,
    },
  ])('$claim ← $page', ({ claim, page, language = 'en', hint }) => {
    const more = language === 'fr' ? PLUS : MORE;
    const hints = hintsOf(claim, null, `${more}\n${page}\n${more}`, language);
    expect(hints.map(({ words, against }) => [words, against])).toEqual(
      hint === null ? [] : [hint],
    );
    for (const { kind, found } of hints) expect([kind, found]).toEqual(['negation', 'not-on-page']);
  });
});

describe('a page that denies what a claim adds to its passage', () => {
  const quote = 'The plan will cost £37–50 billion.';
  test.each<Case>([
    {
      claim: 'The regulator has approved the plan, which will cost £37–50 billion',
      page: 'The regulator has not yet approved the plan.',
      hint: ['has approved', 'not yet approved the plan'],
    },
    {
      claim: 'The plan will cost £37–50 billion, and the regulator has approved the plan',
      page: 'The regulator has not yet approved the plan.',
      hint: ['has approved', 'not yet approved the plan'],
    },
    {
      claim: 'The regulator has not approved the plan, which will cost £37–50 billion',
      page: 'The regulator approved the plan.',
      hint: ['not approved the plan', 'approved'],
    },
    {
      claim: 'The regulator has approved the plan, which will cost £37–50 billion',
      page: 'The regulator has approved the plan.',
      hint: null,
    },
    {
      claim: 'The plan will cost £37–50 billion',
      page: 'The plan will not cost the villages anything.',
      hint: null,
    },
  ])('$claim ← $page', ({ claim, page, hint }) => {
    const hints = hintsOf(claim, quote, `The toll\n${MORE}\n${quote} ${page} ${MORE}`);
    expect(hints.map(({ words, against }) => [words, against])).toEqual(
      hint === null ? [] : [hint],
    );
    for (const { kind, found } of hints) expect([kind, found]).toEqual(['negation', 'page-only']);
  });

  test('is not asked about if a passage says it as the claim does', () => {
    const said = 'The regulator approved the plan.';
    const text = `${said} ${MORE} Before, the regulator had not approved the plan.`;
    expect(hintsOf('The regulator approved the plan', said, text)).toEqual([]);
  });
});

test('a long page is searched for denials in a short time', () => {
  const page = 'The regulator has not yet approved the plan of the mill. '.repeat(4000);
  const claim = 'The regulator has approved the plan, which will cost 5 euros';
  hintsOf(claim, 'It will cost 5 euros.', page.slice(0, 2000));
  const start = cpuTime();
  hintsOf(claim, 'It will cost 5 euros.', page);
  expect(cpuTime() - start).toBeLessThan(2000);
});
