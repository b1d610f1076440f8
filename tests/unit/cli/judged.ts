import type { JudgedCitation } from '@/cli/check-reports';
import type { Verdict } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { clipOf } from '../verify/quote-fixture';

/** A citation with a verdict, and other fields as given. */
export function judged(verdict: Verdict, more: Partial<JudgedCitation> = {}): JudgedCitation {
  const { pin } = clipOf(null);
  return {
    place: { line: 3, column: 5 },
    raw: null,
    address: 'https://a.example/#:~:text=rose',
    label: 'a',
    claim: 'It rose',
    page: 'https://a.example/',
    isListed: false,
    clipId: newId<'clip'>(),
    pin,
    judged: pin,
    isAdopted: false,
    isKnown: false,
    judgement: { verdict, flags: [], evidence: evidenceOf({}) },
    finalUrl: 'https://a.example/',
    seenAt: null,
    citedAt: null,
    archived: null,
    text: '',
    ...more,
  };
}
