import type { TextRange } from '@/utils/text/text-model';
import { anyOf, quick } from './scan-text';

/** Who says something in a text. */
export interface Speaker extends TextRange {
  readonly name: string;
  /** The row of `ROLES` that a speaker without a name is in; null for a name. */
  readonly role: number | null;
  /** The organisation that a text names with a speaker: "Orvel" in "Ann Lee, head of Orvel". */
  readonly organisation?: string;
}

/** Who speaks without a name. Each row has the words for one role, which exclude the other rows. */
const ROLES: readonly string[] = [
  'police|officers|gendarmes|gendarmerie|policiers',
  'government|gouvernement|ministry|ministère|administration',
  'opposition',
  'company|firm|management|direction|entreprise|société|compagnie|manufacturer|fabricant|constructeur',
  'union|unions|syndicat|syndicats',
  'organisers|organizers|organisateurs',
  'council|mairie|municipalité|town hall|city hall',
  'residents|habitants|riverains|locals|neighbours|neighbors|inhabitants|villagers',
  'researchers|scientists|chercheurs|scientifiques|study|étude|authors|auteurs',
  'analysts|analystes|economists|économistes',
  'critics|opponents|détracteurs|opposants',
  'supporters|partisans|proponents',
  'court|judge|judges|tribunal|juge|juges',
  'prosecutor|prosecutors|procureur|procureure|parquet',
  'doctors|médecins|physicians',
  'farmers|agriculteurs|growers|éleveurs',
  'employers|employeurs|patronat',
  'workers|employees|salariés|ouvriers',
  'customers|consumers|clients|consommateurs',
  'association|associations|ong|ngo|charity|campaigners|activists|militants',
  'lawyers|lawyer|avocats|avocat|avocate',
  'teachers|enseignants',
  'students|pupils|élèves|étudiants',
  'parents',
  'regulator|régulateur|watchdog',
  'witnesses|témoins',
];
const ROLE_OF: ReadonlyMap<string, number> = new Map(
  ROLES.flatMap((words, role) => words.split('|').map((word) => [word, role] as const)),
);
const ROLE = anyOf(ROLE_OF.keys());

/** Returns the words for a role. */
export const wordsOfRole = (role: number): readonly string[] => ROLES[role]?.split('|') ?? [];

const NAME =
  "(?:(?:Mr|Mrs|Ms|Dr|M|Mme)\\.? )?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}(?: (?:(?:de|du|la|le|von|van|ben|bin|al|di|d')[ ’']?)?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}){0,4}";
const SAYS =
  'said|says|told|stated|states|announced|announces|argued|argues|warned|warns|added|adds|explained|explains|claimed|claims|believes|believed|thinks|thought|wrote|writes|noted|notes|reported|reports|estimated|estimates|insisted|insists|complained|suggested|suggests|acknowledged|predicted|predicts|called|calls|described|describes|conceded|concedes|remarked|declared|declares|recalled|recalls|pointed out|points out|holds|feared|fears|hoped|hopes|denied|denies|admitted|admits|urged|urges|condemned|condemns|praised|praises|critici[sz]ed|critici[sz]es|dit|disait|déclare|déclarait|affirme|affirmait|estime|estimait|explique|expliquait|annonce|assure|assurait|juge|jugeait|dénonce|ajoute|précise|souligne|rappelle|promet|prévient|regrette|raconte|pense|croit|écrit|indique|confie|soulève|soutient|plaide|craint|redoute|espère|reconnaît|nie|critique|salue|condamne|fait valoir|qualifie|tient';
const PAST =
  'a (?:dit|déclaré|affirmé|estimé|expliqué|annoncé|assuré|jugé|dénoncé|ajouté|précisé|souligné|rappelé|promis|prévenu|regretté|raconté|écrit|indiqué|confié|confirmé|prédit)';
const FRONT = '(?<![\\p{L}\\p{N}])';
const PATTERNS: readonly RegExp[] = [
  quick(
    new RegExp(
      `${FRONT}(?:[Aa]ccording to|[Ss]elon|[Dd]['’]après|[Aa]s per|[Pp]our) (?<name>${NAME})`,
      'gu',
    ),
  ),
  quick(
    new RegExp(
      `${FRONT}(?<name>${NAME})(?:, [^,.;]{2,80},)? (?:has |have |had |also |later |then )?(?:${SAYS}|${PAST})(?!\\p{L})`,
      'gu',
    ),
  ),
  // "Said Ann Lee, a miller", but not "said Ann Lee was away", and not who was told.
  quick(
    new RegExp(
      `${FRONT}(?!told )(?:${SAYS}|${PAST}) (?<name>${NAME})(?=[^\\p{L}\\p{N} -]|$| (?:of|from|in|at|who|de|du|à|qui)(?!\\p{L}))`,
      'gu',
    ),
  ),
];
/** The verbs of speakers without a name: "the council says", "les riverains affirment". */
const THEY_SAY =
  'say|argue|warn|believe|think|note|estimate|insist|complain|suggest|disent|affirment|estiment|assurent|jugent|expliquent|dénoncent|soulignent|pensent|croient|prévoient';
const THEY_SAID =
  'ont (?:dit|déclaré|affirmé|estimé|expliqué|annoncé|assuré|jugé|dénoncé|souligné|indiqué)';
const ROLE_PATTERNS: readonly RegExp[] = [
  quick(
    new RegExp(
      `${FRONT}(?:according to|selon|d['’]après|pour) (?:the |its |their |les? |la |l['’])?(?<role>${ROLE})(?!\\p{L})`,
      'gu',
    ),
  ),
  quick(
    new RegExp(
      `(?<![\\p{L}\\p{N}-])(?<role>${ROLE}) (?:has |have |had |also |later )?(?:${SAYS}|${PAST}|${THEY_SAY}|${THEY_SAID})(?!\\p{L})`,
      'gu',
    ),
  ),
];
/** A person and their organisation: "Ann Lee, head of Orvel". */
const MEMBER = quick(
  new RegExp(
    `${FRONT}(?<name>${NAME})(?:, (?:(?:the|an?|its|la|le) )?(?:[\\p{L}-]+ ){0,2}(?:head|chief|executive|director|manager|president|chair|chairman|chairwoman|spokesman|spokeswoman|spokesperson|secretary|founder|owner|member|economist|analyst|engineer|researcher|professor|directeur|directrice|président|présidente|porte-parole|patronne?|gérante?|fondateur|fondatrice|membre|secrétaire|responsable|économiste|ingénieure?|chercheur|chercheuse))? (?:of|from|at|for|de|du|des|à|chez|d['’])(?:(?<=['’])| )(?:(?:the|la|le|les|its) )?(?:l['’])?(?:(?!(?:qui|who|whom|which|first)(?!\\p{L}))\\p{Ll}[\\p{L}-]* ){0,3}(?:d['’])?(?<organisation>${NAME})`,
    'gu',
  ),
);
/** A name between commas is the speaker: "the head of Orvel, Ann Lee, says". */
const BETWEEN_COMMAS = quick(new RegExp(`^, (${NAME}),`, 'u'));
/** Words with a capital that open a sentence before a name. */
const OPENING = /^(?:As|And|But|Yet|So|Comme|Et|Mais|Or|Selon|Pour) (?=\p{Lu})/u;
/** A quick test: a text without one of these has no speaker. */
const SIGN = new RegExp(`according|selon|après|per |pour |${SAYS}|${PAST}|${THEY_SAY}|ont `, 'i');
/** Words with a capital that name nobody. */
const NOBODY =
  /^(?:The|A|An|He|She|They|It|We|I|This|That|These|His|Her|Their|Its|In|On|At|But|And|Il|Elle|Ils|Elles|On|Le|La|Les|Un|Une|Des|Ce|Cette|Mais|Et|Dans|Qui|As|One|Some|Many|Most|Others|Officials|Critics|Experts)$/u;

const WITHIN_NAME = quick(/(?<!\p{L})(?:of|on|for|and|at|de|du|des|et|à) (?:the |la |le )?$/u);

/** Finds who speaks in a text, by name or by role, in order. `lower` is the text in lower case. Linear. */
export function speakersIn(text: string, lower: string): Speaker[] {
  const found: Speaker[] = [];
  if (!SIGN.test(text)) return found;
  for (const pattern of ROLE_PATTERNS) {
    for (const match of lower.matchAll(pattern)) {
      const name = match.groups?.['role'] ?? '';
      const role = ROLE_OF.get(name);
      if (role === undefined) continue;
      const start = match.index + match[0].lastIndexOf(name, match[0].length);
      found.push({ name, role, start, end: start + name.length });
    }
  }
  const members = [...text.matchAll(MEMBER)]
    .map(({ index, 0: whole, groups }) => ({
      who: {
        ...named(groups?.['name'] ?? '', index),
        organisation: groups?.['organisation'] ?? '',
      },
      end: index + whole.length,
    }))
    // "University of Leeds" is one name, and "On Monday" is none.
    .filter(({ who: { name } }) => name.includes(' ') && !NOBODY.test(name.split(' ')[0] ?? ''));
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const words = match.groups?.['name'] ?? '';
      if (NOBODY.test(words)) continue;
      const first = named(words, match.index + match[0].indexOf(words));
      const { start, end } = first;
      const [, inside] = BETWEEN_COMMAS.exec(text.slice(end, match.index + match[0].length)) ?? [];
      // The speaker in "Ann Lee of the Council on Trade says" is Ann Lee and not "Trade".
      const speaker =
        inside === undefined
          ? members.find(({ who, end: last }) => who.start <= start && end <= last)?.who
          : { ...named(inside, end + 2), organisation: first.name };
      if (speaker === undefined && WITHIN_NAME.test(text.slice(Math.max(0, start - 8), start)))
        continue;
      const who = speaker ?? first;
      if (found.some((known) => known.start < who.end && who.start < known.end)) continue;
      found.push(who);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Returns a speaker by name, without a word before the name that only opens the sentence. */
function named(words: string, start: number): Speaker {
  const name = words.replace(OPENING, '');
  const end = start + words.length;
  return { name, role: null, start: end - name.length, end };
}
