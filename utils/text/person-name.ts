/** The parts of a person's name, as bibliographies sort and abbreviate them. */
export interface PersonName {
  readonly family: string;
  readonly given: string;
  /** `Jr.`, `III` and the like; '' for most names. */
  readonly suffix: string;
}

/** Small words that begin a family name: "Ludwig van Beethoven", "Simone de Beauvoir". */
const PARTICLES = new Set(
  'af al bin da dal das de degli dei del della den der des di do dos du e el ibn la le lo ten ter van vom von y zu zum zur'.split(
    ' ',
  ),
);
const SUFFIX = /^(?:jr|sr|ii|iii|iv|jnr|snr|phd|md)\.?$/iu;
/** Words that organisations, desks and sites have in their names, and persons do not. */
const ORGANISATION =
  /^(?:the|les?|agence|agency|agences|alliance|associated|association|bank|board|bureau|center|centers|centre|commission|committee|community|company|consortium|contributors?|corp|corporation|council|department|desk|editorial|editors|federation|foundation|fund|gmbh|gouvernement|government|group|groupe|inc|initiative|institut|institute|journal|lab|labs|league|library|limited|llc|llp|ltd|magazine|media|ministry|ministère|museum|network|news|newsroom|office|organization|organisation|parliament|post|press|project|projects|publishing|radio|rédaction|redaktion|report|research|review|school|service|services|society|société|staff|studio|studios|team|times|trust|tv|union|university|université|universität|wire)$/iu;
const MAX_WORDS = 6;
/** One word of a name: "Anne-Marie", "O’Brien", "J.R.R.", "B.". */
const NAME_WORD = /^\p{Lu}[\p{L}\p{M}'’\-.]*$/u;
/** These scripts write the family name first, or without a space. */
const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Splits a name such as "Gina Roberts-Grey" or "Grey, Gina". Returns null for a single word, for
 * what may be an organisation, and for a script whose order is not known: such a name stays whole,
 * because a name that is split wrongly is sorted under a wrong word.
 */
export function splitPersonName(name: string): PersonName | null {
  if (FAMILY_FIRST.test(name)) return null;
  const [before = '', after, ...more] = name.split(',').map((part) => part.trim());
  if (more.length > 0) return null;
  if (after !== undefined && !SUFFIX.test(after)) {
    return isNamePart(before) && isNamePart(after)
      ? { family: before, given: after, suffix: '' }
      : null;
  }
  const words = before.split(/\s+/u);
  let suffix = after ?? '';
  if (suffix === '' && words.length > 2 && SUFFIX.test(words.at(-1) ?? '')) {
    suffix = words.pop() ?? '';
  }
  if (words.length < 2 || words.length > MAX_WORDS || !isNamePart(words.join(' '))) return null;
  const isParticle = (word: string) => PARTICLES.has(word);
  const particle = words.findIndex((word, at) => at > 0 && isParticle(word));
  const start = particle > 0 ? particle : words.length - 1;
  // "Le" at the beginning, or a particle at the end, belongs to no name that is known here.
  if (isParticle(words[0] ?? '') || isParticle(words.at(-1) ?? '')) return null;
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' '), suffix };
}

function isNamePart(text: string): boolean {
  const words = text.split(/\s+/u);
  return (
    words.length <= MAX_WORDS &&
    words.some((word) => NAME_WORD.test(word)) &&
    words.every((word) => PARTICLES.has(word) || (NAME_WORD.test(word) && !ORGANISATION.test(word)))
  );
}
