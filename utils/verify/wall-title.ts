import type { PageFacts } from './page-facts';
import { placeOf } from './page-shape';
import { LOGIN_WORDS, NOT_FOUND_PATH, NOT_FOUND_WORDS } from './wall-words';

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u));
}

const SMALL =
  'a an the this that it its is are was were be been has have to of on in at for or and we you your i with from there here s t';

const NOT_FOUND_ONLY = words(
  `${SMALL} error erreur fehler errore fout http code status 404 410 oops uh oh ooops whoops sorry
   page pages article articles content file document resource requested url address link site post
   story item not nothing no longer found find can cannot can't can’t could couldn't couldn’t isn't
   isn’t isn does doesn't doesn’t exist exists available anymore any more removed deleted moved gone
   looking look what were our
   oups désolé désolée la le les l l’article l'article cette ce cet n n’existe n'existe n’est n'est
   est pas plus introuvable existe disponible en ligne accessible a été supprimé supprimée retiré
   retirée inexistante inexistant contenu demandé demandée que vous cherchez recherchez trouvé
   trouvée non
   seite die diese wurde konnte kann ist leider nicht gefunden werden mehr verfügbar inhalt
   página pagina no la esta este encontrada encontrado existe contenido artículo lo sentimos se ha
   encontró ce non trovata trovato niet gevonden deze bestaat não encontrada conteúdo`,
);

const LOGIN_ONLY = words(
  `${SMALL} log login sign signin signon logon in on up register create account accounts my please
   continue first required authentication authenticate member members only user users customer
   customers subscriber subscribers area welcome back page form secure existing already
   connexion se connecter connectez vous identifiez identification authentification s’identifier
   s'identifier identifier s à a mon votre compte espace membre membres abonné abonnés client clients
   veuillez merci de pour continuer ou inscription créer un
   anmelden einloggen bitte konto mein iniciar sesión accedi inloggen mijn`,
);

/**
 * Recognises titles that say only what a page is: "Page not found", "404", "Sign in | The Daily
 * Lock". They decide for a page of any length, because many sites fill such pages with teasers;
 * "Page not found: a history of the 404" is the title of an article.
 */
const SEPARATOR = /(?<!\s)(?:\s+[-|·•:»/]+\s+|\s*[|»–—]\s*)|:\s+/u;
const MAX_LINE = 90;

function isOnlyLine(line: string, pattern: RegExp, vocabulary: ReadonlySet<string>): boolean {
  if (line.length > MAX_LINE || !pattern.test(line)) return false;
  // In scripts without spaces the line must be short, or it says more than that.
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(line)) return line.length <= 24;
  const said = line.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
  return said.every((word) => vocabulary.has(word));
}

function isSmallTalk(line: string, vocabulary: ReadonlySet<string>): boolean {
  return (line.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []).every((word) =>
    vocabulary.has(word),
  );
}

/** Returns whether a title is only such a line and, at most, the name of its site. */
function isOnlyTitle(
  { title, headings }: PageFacts,
  pattern: RegExp,
  vocabulary: ReadonlySet<string>,
): boolean {
  const parts = title.split(SEPARATOR).filter((part) => part.trim() !== '');
  if (!parts.some((part) => isOnlyLine(part.trim(), pattern, vocabulary))) return false;
  const others = parts.filter((part) => !isSmallTalk(part, vocabulary));
  const [name = ''] = others;
  // Text that a heading repeats completely is the subject of the page, not the name of its site.
  const isSubject = headings.some(
    (heading) => name !== '' && SEPARATOR.test(heading) && heading.includes(name.trim()),
  );
  return (
    others.length <= 1 &&
    name.length <= 40 &&
    name.split(/\s+/u).length <= 5 &&
    !isSubject &&
    !pattern.test(name)
  );
}

function isOnlyHeading(
  { headings }: PageFacts,
  pattern: RegExp,
  vocabulary: ReadonlySet<string>,
): boolean {
  const parts = (headings[0] ?? '').split(SEPARATOR).filter((part) => part.trim() !== '');
  return (
    headings.length <= 2 &&
    parts.some((part) => isOnlyLine(part.trim(), pattern, vocabulary)) &&
    parts.every((part) => isSmallTalk(part, vocabulary))
  );
}

/** Returns whether the title or the main heading is only "page not found". */
export function isTitledNotFound(facts: PageFacts): boolean {
  const { path } = placeOf(facts.requestedUrl);
  // A reference page about the status has an address that names it.
  if (path === placeOf(facts.finalUrl).path && NOT_FOUND_PATH.test(path)) return false;
  return (
    isOnlyTitle(facts, NOT_FOUND_WORDS, NOT_FOUND_ONLY) ||
    isOnlyHeading(facts, NOT_FOUND_WORDS, NOT_FOUND_ONLY)
  );
}

/** Returns whether the title or the main heading is only "sign in". */
export function isTitledLogin(facts: PageFacts): boolean {
  return (
    isOnlyTitle(facts, LOGIN_WORDS, LOGIN_ONLY) || isOnlyHeading(facts, LOGIN_WORDS, LOGIN_ONLY)
  );
}

/** Returns whether a plain text says only "404: Not Found". */
export function isNotFoundText(text: string): boolean {
  if (text.length > 600) return false;
  const [first = ''] = text.trim().split('\n');
  return first
    .split(SEPARATOR)
    .some((part) => isOnlyLine(part.trim(), NOT_FOUND_WORDS, NOT_FOUND_ONLY));
}
