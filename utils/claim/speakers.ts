import type { TextRange } from '@/utils/text/text-model';

/** Who says something in a text. */
export interface Speaker extends TextRange {
  readonly name: string;
}

const NAME =
  "(?:(?:Mr|Mrs|Ms|Dr|M|Mme)\\.? )?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}(?: (?:(?:de|du|la|le|von|van|ben|bin|al|di|d')[ ’']?)?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}){0,4}";
const SAYS =
  'said|says|told|stated|states|announced|announces|argued|argues|warned|warns|added|adds|explained|explains|claimed|claims|believes|believed|thinks|thought|wrote|writes|noted|notes|reported|reports|estimated|estimates|insisted|insists|complained|suggested|suggests|acknowledged|predicted|predicts|dit|disait|déclare|déclarait|affirme|affirmait|estime|estimait|explique|expliquait|annonce|assure|assurait|juge|jugeait|dénonce|ajoute|précise|souligne|rappelle|promet|prévient|regrette|raconte|pense|croit|écrit|indique|confie';
const PAST =
  'a (?:dit|déclaré|affirmé|estimé|expliqué|annoncé|assuré|jugé|dénoncé|ajouté|précisé|souligné|rappelé|promis|prévenu|regretté|raconté|écrit|indiqué|confié|confirmé|prédit)';
const FRONT = '(?<![\\p{L}\\p{N}])';
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `${FRONT}(?:[Aa]ccording to|[Ss]elon|[Dd]['’]après|[Aa]s per|[Pp]our) (?<name>${NAME})`,
    'gu',
  ),
  new RegExp(
    `${FRONT}(?<name>${NAME})(?:, [^,.;]{2,80},)? (?:has |have |had |also |later |then )?(?:${SAYS}|${PAST})(?!\\p{L})`,
    'gu',
  ),
  // "Said Ann Lee, a miller", but not "said Ann Lee was away".
  new RegExp(
    `${FRONT}(?:${SAYS}|${PAST}) (?<name>${NAME})(?=[^\\p{L}\\p{N} -]|$| (?:of|from|in|at|who|de|du|à|qui)(?!\\p{L}))`,
    'gu',
  ),
];
/** A quick test: a text without one of these has no speaker. */
const SIGN = new RegExp(`according|selon|après|per |pour |${SAYS}|${PAST}`, 'i');
/** Words with a capital that name nobody. */
const NOBODY =
  /^(?:The|A|An|He|She|They|It|We|I|This|That|These|His|Her|Their|Its|In|On|At|But|And|Il|Elle|Ils|Elles|On|Le|La|Les|Un|Une|Des|Ce|Cette|Mais|Et|Dans|Qui|As|One|Some|Many|Most|Others|Officials|Critics|Experts)$/u;

const WITHIN_NAME = /(?<!\p{L})(?:of|on|for|and|at|de|du|des|et|à) (?:the |la |le )?$/u;

/** Finds who speaks in a text by name, in order. Linear. */
export function speakersIn(text: string): Speaker[] {
  const found: Speaker[] = [];
  if (!SIGN.test(text)) return found;
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const name = match.groups?.['name'] ?? '';
      if (NOBODY.test(name)) continue;
      const start = match.index + match[0].indexOf(name);
      // In "Ann Lee of the Council on Trade says", Trade does not speak.
      if (WITHIN_NAME.test(text.slice(Math.max(0, start - 8), start))) continue;
      found.push({ name, start, end: start + name.length });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
