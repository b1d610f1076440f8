import {
  verdict_altered as altered,
  verdict_blocked as blocked,
  verdict_gone as gone,
  verdict_located as located,
  verdict_missing as missing,
  verdict_moved as moved,
  verdict_typographic as typographic,
  verdict_unchecked as unchecked,
  verdict_unpinned as unpinned,
  verdict_unreachable as unreachable,
  verdict_verbatim as verbatim,
} from '@/locales/fr.json';
import type { Verdict } from '@/utils/model/evidence';
import { asWords, type Texts } from './texts-en';

/* The texts of the command in French, in the words of the extension’s catalogue. */

/** Returns a number with its noun. Zero and one are singular in French. */
const count = (number: number, one: string, many: string) => `${number} ${number < 2 ? one : many}`;

const HELP = `Vérifie les citations d’un rapport sur les pages auxquelles il renvoie.

  pincite check FICHIER…       vérifie chaque référence
  pincite adopt FICHIER…       enregistre le texte des passages cités dans FICHIER.pincite.json
  pincite read FICHIER…        montre ce qui est compris d’un rapport ; n’interroge aucun site
  pincite cite URL "texte"     affiche un lien dont il est prouvé qu’il mène à ce texte, la référence
                               en Markdown, et la page comme élément CSL-JSON
  pincite mcp                  sert le Model Context Protocol sur l’entrée et la sortie standard,
                               pour qu’un programme vérifie ses citations avant de les écrire

FICHIER est du Markdown, du texte, du HTML, un document Word (.docx), ou un fichier de partage ou
une sauvegarde de Pincite, qui apportent leur propre texte et sont vérifiés strictement ; « - » est
l’entrée standard. Un motif tel que "docs/**/*.md" désigne tous les fichiers qui y répondent. Les
fichiers que nomme .pinciteignore en sont exclus, à la manière de .gitignore.

pincite.config.json, dans le dossier de travail ou au-dessus, peut contenir files, ignore, strict,
failOn, baseline et cache ; ses chemins, et .pinciteignore, partent de son dossier. Les options
l’emportent.

check, adopt, read
  --ignore MOTIF               exclut aussi ces fichiers ; peut être répété

check
  --strict                     les références sans texte enregistré échouent aussi
  --fail-on VERDICT,…          seuls ces verdicts échouent : altered, missing, gone, blocked,
                               unreachable, unchecked, located, unpinned. Un texte absent de la
                               page téléchargée est « sans résultat » (unchecked), car un script
                               peut l’ajouter ; « missing » le désigne aussi
  --format NOM[=FICHIER]       text, json, junit, sarif, github ou markdown ; peut être répété
  --only NOM,…                 seuls ces hôtes sont lus, et seuls ces verdicts sont montrés et
                               comptés ; le résultat dit combien de références sont laissées de côté
  --baseline FICHIER           les références de cette liste n’échouent pas
  --write-baseline             écrit dans ce fichier tout ce qui échoue maintenant
  --fix                        écrit un nouveau lien quand un lien ne mène pas à son passage, et
                               enregistre la position des textes adoptés qui sont seulement
                               déplacés ; ne change rien d’autre
  --dry-run                    avec --fix : montre ce qui changerait, sans rien écrire
  --allow-empty                réussit aussi si aucun fichier n’a de référence ; sinon le code est 2
  --offline                    n’interroge aucun site : juge les pages conservées, et dit de quand
                               elles datent ; une page qui n’est pas conservée est sans résultat
  --render                     ouvre dans un navigateur, avec leurs scripts, les pages des textes
                               introuvables dans le téléchargement ; demande Playwright dans le
                               dossier de travail
  --browser CHEMIN             avec --render : ce Chromium ; PINCITE_BROWSER en nomme un aussi
  --no-sandbox                 avec --render : lance le navigateur sans son bac à sable
  --archive URL                demande à cette archive (RFC 7089) les pages des textes modifiés ou
                               introuvables, et les pages disparues ou injoignables, et montre son
                               verdict à côté ; l’archive reçoit les adresses de ces pages, et sa
                               copie ne rend jamais une citation conforme

adopt
  --doubtful                   adopte aussi les passages qu’une personne devrait d’abord regarder
  --renew                      adopte de nouveau ce que disent les pages ; sans cette option, les
                               textes déjà adoptés ne changent jamais

check, adopt, cite
  --no-cache                   ne conserve aucune page et n’en utilise aucune

check, adopt, cite, mcp
  --allow-host HÔTE            cet hôte peut être sur cette machine ou sur un réseau privé

read, cite
  --format NOM                 text ou json

  --lang LANGUE                la langue des messages, en ou fr ; sans cette option, celle du
                               système (LC_ALL, LC_MESSAGES, LANG)
  --help, --version

Code de sortie : 0 tout est conforme, adopté ou cité, 1 une référence échoue, ou n’est pas adoptée
ou créée, 2 la commande n’a pas pu s’exécuter.
`;

const VERDICT_WORDS = asWords({
  altered,
  blocked,
  gone,
  located,
  missing,
  moved,
  typographic,
  unchecked,
  unpinned,
  unreachable,
  verbatim,
});

/** The verdicts that have another form for one reference, or for several. */
const FORMS: Readonly<Partial<Record<Verdict, readonly [one: string, many: string]>>> = {
  moved: ['déplacée', 'déplacées'],
  altered: ['modifiée', 'modifiées'],
  missing: ['absente', 'absentes'],
  located: ['repérée', 'repérées'],
  blocked: ['bloquée', 'bloquées'],
  gone: ['page disparue', 'pages disparues'],
  unreachable: ['injoignable', 'injoignables'],
};

export const FR: Texts = {
  verdict: VERDICT_WORDS,
  counted: (number, verdict) => {
    const [one, many] = FORMS[verdict] ?? [VERDICT_WORDS[verdict], VERDICT_WORDS[verdict]];
    return count(number, one, many);
  },
  renewAdvice:
    'Comparez la différence. Corrigez le rapport, ou adoptez le nouveau texte avec « pincite adopt --renew ».',
  advice: {
    altered: 'Comparez la différence, et corrigez le rapport.',
    missing: 'Cherchez une autre source, ou supprimez l’énoncé.',
    gone: 'Cherchez la page sur son site ou dans une archive, et changez le lien.',
    blocked:
      'Ouvrez la page dans un navigateur et cherchez-y le texte. Ce résultat ne dit rien de la citation.',
    unreachable: 'Réessayez plus tard. Si le site ne revient pas, changez le lien.',
    unchecked: 'Ouvrez la page dans un navigateur et cherchez-y le texte.',
    located: 'Le lien trouve un passage. Enregistrez son texte avec « pincite adopt ».',
    unpinned: 'Faites un lien vers un passage, ou citez son texte devant le lien.',
  },
  allowHostAdvice: (host) =>
    `Si cet hôte de votre machine ou de votre réseau peut être lu, ajoutez : --allow-host ${host}`,
  reason: {
    'not-found-not-rendered':
      'Introuvable dans la page téléchargée. Ses scripts n’ont pas été exécutés : un navigateur peut en montrer plus.',
    'missing-before':
      'Absent quand la page a été lue en entier pour la dernière fois ; la page téléchargée ne l’a pas non plus.',
    'not-run': 'La page n’a pas été demandée : le site a réclamé une pause plus longue.',
    cancelled: 'La vérification a été annulée.',
    'no-permission': 'Le site n’a pas été autorisé.',
    'redirects-to-ungranted': 'La page redirige vers une adresse qui ne peut pas être lue.',
    'redirect-unseen': 'La page redirige, sans que l’on voie vers où.',
    'redirect-nowhere': 'Le site redirige sans dire vers où.',
    'private-address':
      'L’adresse se trouve sur cette machine ou sur un réseau privé. « --allow-host NOM » autorise un hôte.',
    'scheme-not-allowed':
      'Seules les pages web (http et https) sans mot de passe peuvent être vérifiées.',
    'unsupported-type': 'Ce type de document ne peut pas encore être lu.',
    'pdf-locked': 'Le PDF ne s’ouvre qu’avec un mot de passe.',
    'pdf-broken': 'Le PDF est endommagé et n’a pas pu être lu.',
    'pdf-no-text': 'Le PDF contient des images de ses pages et aucun texte.',
    'pdf-pages-unread':
      'Introuvable dans le texte du PDF, mais certaines de ses pages n’ont pas pu être lues.',
    'too-large': 'La page est trop volumineuse.',
    'too-complex': 'La page contient trop d’éléments, ou des éléments trop imbriqués.',
    'page-too-slow': 'La lecture de cette page prenait trop de temps ; elle a été interrompue.',
    'reader-stopped':
      'La lecture de cette page s’est arrêtée : elle demande peut-être trop de mémoire.',
    'timed-out': 'La page a mis trop de temps à répondre.',
    'network-error': 'Le site n’a pas pu être joint.',
    'server-error': 'Le site a répondu par une erreur.',
    'status-blocked': 'Le site a refusé d’afficher la page.',
    'status-gone': 'Le site indique que la page n’existe pas.',
    'soft-404': 'Le site affiche à la place une page « introuvable ».',
    'login-wall': 'Le site demande une connexion.',
    'consent-wall': 'Le site demande d’abord un consentement.',
    paywall: 'Le texte est réservé aux abonnés.',
    captcha: 'Le site demande de résoudre un captcha.',
    challenge: 'Le site contrôle le navigateur avant de répondre.',
    'script-shell': 'La page est vide tant que ses scripts n’ont pas été exécutés.',
    'render-hidden': 'Introuvable, et le navigateur n’a pas dessiné la page.',
    'render-closed': 'Introuvable, et le navigateur a été fermé.',
    'render-timed-out': 'Introuvable, mais la page changeait encore.',
    'render-failed': 'Introuvable, et la page n’a pas pu être lue dans le navigateur.',
    'no-memento': 'L’archive n’a pas de copie de la page.',
    'too-many-redirects': 'La page redirige en boucle.',
    'nothing-close': 'Lue en entier ; rien de proche n’a été trouvé.',
    'words-changed': 'La formulation a changé.',
    'no-wording': 'Aucun texte n’a été enregistré pour la vérification.',
    'no-passage-named': 'La référence ne désigne aucun passage.',
    'named-passage-absent': 'La page n’a pas le passage que le lien désigne.',
  },
  brokenLink: 'Le lien désigne un passage d’une manière qu’aucun navigateur ne comprend.',
  flag: {
    'visibility-unknown': 'Une feuille de style masque peut-être le passage.',
    redirected: 'L’adresse mène à une autre.',
    ambiguous: 'Le lien ou le texte correspond à plusieurs passages.',
    weak: 'Le lien contient si peu de lettres que les trouver ne prouve pas grand-chose.',
    'dead-link': 'Le lien ne mène pas au passage.',
    'changed-nearby': 'Le texte autour du passage a changé.',
    'nearby-unknown': 'Le texte autour du passage n’a pas été comparé.',
    'marks-unrecorded': 'La page met ici un chiffre en exposant ou en indice.',
    'struck-out': 'La page barre une partie de ces mots.',
    'parts-unrecorded': 'La page a une formule ou une image entre ces mots.',
    'image-gone': 'L’image n’est plus sur la page à son adresse.',
    'hyphen-unsure': 'Le PDF coupe un mot en fin de ligne.',
    'directive-in-pdf':
      'Le lien désigne un passage d’un PDF ; tous les navigateurs n’y mènent pas.',
    'read-by-rendering': 'Lue dans un navigateur.',
    'read-from-archive': 'Lue dans une archive.',
  },
  failure: {
    file_empty: 'Ce fichier ne contient pas de texte.',
    file_is_pdf: 'C’est un PDF. Donnez le rapport en Markdown ou en HTML.',
    file_is_document:
      'C’est un document d’un autre traitement de texte, ou une archive. Enregistrez le rapport comme document Word (.docx), en Markdown ou en HTML.',
    word_locked: 'Ce document est protégé par un mot de passe.',
    word_broken: 'Ce n’est pas un document Word, même si son nom le dit, ou il est endommagé.',
    word_macros: 'Ce document Word contient des macros. Enregistrez-le en .docx.',
    word_too_large: 'Ce document Word est trop volumineux, ou ses éléments sont trop imbriqués.',
    file_is_image: 'C’est une image.',
    file_is_json: 'Ce sont des données JSON, pas un rapport.',
    file_is_references: 'C’est une liste de sources, sans le texte qui les cite.',
    file_is_table: 'C’est un tableau sans rapport.',
    file_not_own:
      'Le fichier porte le nom d’un fichier de partage ou d’une sauvegarde de Pincite, mais n’en est pas un.',
    backup_not_ours:
      'C’est un fichier compressé, mais ni un fichier de partage ni une sauvegarde de Pincite.',
    backup_damaged: 'Cette sauvegarde est endommagée :',
    bundle_damaged: 'Ce fichier de partage est endommagé :',
    bundle_dangling: 'Ce fichier de partage désigne des données qu’il ne contient pas :',
    backup_newer:
      'Cette sauvegarde vient d’une version plus récente. Mettez la commande à jour. Sa version :',
    bundle_newer:
      'Ce fichier de partage vient d’une version plus récente. Mettez la commande à jour. Sa version :',
    file_is_import: 'Une page de Pincite a fait ce fichier pour sa propre bibliothèque.',
    file_over_limits: 'Ce fichier dépasse les limites :',
    file_not_text: 'Ce n’est pas un fichier de texte.',
    file_broken_text: 'Le fichier n’est pas en UTF-8, ou une partie en est endommagée :',
    file_too_large: 'Le fichier dépasse 64 Mo.',
    paste_too_large: 'Ce HTML est trop volumineux pour être lu en une fois.',
    html_too_complex: 'Ce HTML contient trop d’éléments ou des tableaux trop grands.',
  },
  file: {
    none: 'Ce fichier n’existe pas.',
    'no-host': 'Aucune référence ne mène à un hôte que nomme --only.',
    folder: 'C’est un dossier. Donnez un motif entre guillemets, par exemple "docs/**/*.md".',
    'is-folder': 'C’est un dossier, et il faut un fichier.',
    'no-folder': 'Son dossier n’existe pas. Créez-le d’abord.',
    'no-citation':
      'Aucun fichier ne contient de référence, c’est-à-dire un lien, ou un renvoi à une source qui a une adresse. Regardez si ce sont les bons fichiers (« pincite read FICHIER » montre ce qui est compris), ou ajoutez --allow-empty.',
    empty: (names) => {
      const shown = names.slice(0, 5).join(', ');
      const more = names.length - 5;
      return `Sans référence : ${more > 0 ? `${shown} et ${count(more, 'autre', 'autres')}` : shown}.`;
    },
    'own-words': 'Ce fichier a déjà son texte. Adoptez les passages dans l’extension.',
    stopped: 'La lecture de ce fichier s’est arrêtée : il demande peut-être trop de mémoire.',
    'no-match': 'Aucun fichier ne répond à ce motif, ou tous sont exclus.',
  },
  summary: {
    isKnown: 'La liste des échecs connus la contient : elle n’échoue donc pas.',
    known: (number) =>
      `${count(number, 'est connue', 'sont connues')} par la liste des échecs connus.`,
    leftOut: (number) =>
      `${count(number, 'a été laissée', 'ont été laissées')} de côté par --only.`,
    none: 'Aucune référence.',
    citations: (number) => count(number, 'référence', 'références'),
    failed: (number) => `${number} en échec`,
    noneFailed: 'aucun échec',
    allPassed: 'tout est conforme',
    toLookAt: (number) => `${number} à regarder`,
    pair: (name, text) => `${name} : ${text}`,
    progress: (done, total) => `${count(done, 'page lue', 'pages lues')} sur ${total}`,
  },
  notFixed: {
    doubtful:
      'Une personne doit d’abord regarder : le texte autour du passage a changé, ou ce passage n’est pas le seul.',
    'no-link': 'Aucun lien ne peut mener à ce passage et à aucun autre.',
    'not-proved': 'Le nouveau lien n’a pas pu être prouvé sur la page.',
    'not-found': 'La position du lien dans le fichier n’est pas connue, ou n’est pas la seule.',
    'reads-otherwise': 'Avec les nouveaux liens, le rapport serait lu autrement.',
  },
  fix: {
    done: (links, moved) =>
      `${count(links, 'lien écrit', 'liens écrits')}, ${count(moved, 'position enregistrée', 'positions enregistrées')} de nouveau.`,
    wouldDo: (links, moved) =>
      `${count(links, 'lien serait écrit', 'liens seraient écrits')}, ${count(moved, 'position serait enregistrée', 'positions seraient enregistrées')} de nouveau.`,
    'not-fixed': 'non corrigé.',
  },
  baseline: {
    broken: 'La liste des échecs connus est endommagée :',
    none: 'Cette liste d’échecs connus n’existe pas. Écrivez-la avec --write-baseline.',
    written: (number) => `${count(number, 'échec connu', 'échecs connus')}.`,
    gone: 'a un autre verdict maintenant, ou n’est plus dans le rapport. Écrivez la liste de nouveau avec --write-baseline.',
  },
  cache: {
    seen: 'La page n’a pas été demandée maintenant. Elle a été vue le',
    stored: (number, oldest) =>
      `${count(number, 'a été jugée', 'ont été jugées')} sur des pages conservées, dont la plus ancienne date du ${oldest}.`,
    'not-stored':
      'La vérification est hors ligne, et la page n’est pas conservée : personne ne l’a regardée maintenant.',
    'not-stored-advice': 'Vérifiez de nouveau sans --offline.',
    'not-own':
      'D’autres utilisateurs peuvent écrire dans ce dossier ; aucune page n’y est donc conservée :',
    trouble: 'Les pages ne peuvent pas être conservées :',
  },
  render: {
    'only-with': '« --browser » et « --no-sandbox » concernent le navigateur de « --render ».',
    offline: 'Un navigateur ne peut pas ouvrir de pages hors ligne.',
    fix: '« --fix » travaille sur les pages téléchargées, sans --render.',
    'no-playwright':
      '« --render » demande Playwright dans le dossier de travail ou au-dessus. Installez-le : npm install playwright-core',
    'no-browser':
      'Playwright n’a pas de Chromium. Installez-en un avec « npx playwright install chromium », ou nommez-en un avec --browser CHEMIN.',
    'not-there': 'Ce navigateur n’existe pas.',
    failed:
      'Le navigateur n’a pas pu démarrer. Son bac à sable ne marche pas pour root ni dans bien des conteneurs. « --no-sandbox » le lance sans ; une page malveillante pourrait alors prendre le contrôle de cette machine.',
    progress: (done, total) =>
      `${count(done, 'page ouverte', 'pages ouvertes')} dans le navigateur sur ${total}`,
  },
  archive: {
    label: 'archive',
    option: (fault) => `« --archive » : ${fault}`,
    offline: 'Une archive ne peut pas être interrogée hors ligne.',
    wrong:
      'Ce n’est pas l’adresse d’une archive. Donnez l’adresse devant laquelle elle attend celle d’une page, par exemple « https://web.archive.org/web/ », ou mettez « {url} » à sa place.',
    copy: (verdict, takenAt, url) => `Dans la copie du ${takenAt} : ${verdict} ${url}`,
    progress: (done, total) =>
      `${count(done, 'page cherchée', 'pages cherchées')} dans l’archive sur ${total}`,
  },
  proxy: {
    wrong:
      'Cette variable ne nomme aucun proxy utilisable. Donnez http:// ou https://, l’hôte et le port. « NO_PROXY=* » n’utilise aucun proxy.',
    refused: (name, status) => `le proxy ${name} a répondu par le code ${status}`,
    failed: (name, why) => `le proxy ${name} : ${why}`,
  },
  config: {
    unknown: 'Ce réglage n’existe pas :',
    settings: (names) =>
      `Les réglages sont : ${names.join(', ')}. Tout le reste se décide sur la ligne de commande ; --allow-host aussi, car une personne qui peut changer ce fichier ouvrirait le réseau privé de la machine qui vérifie.`,
    wrong: 'Ce réglage a une valeur qui n’est pas permise :',
    broken: 'Ce fichier ne peut pas être lu :',
  },
  lock: {
    'lock-broken':
      'Le fichier de verrou est endommagé. Restaurez-le, ou supprimez-le et adoptez de nouveau.',
    'lock-newer':
      'Le fichier de verrou vient d’une version plus récente. Mettez la commande à jour. Sa version :',
  },
  adopt: {
    'not-adopted': 'non adoptée.',
    'not-again': 'non adoptée de nouveau ; ce qui avait été adopté reste.',
    look: 'Une personne doit d’abord regarder le passage ; « --doubtful » l’adopte.',
    done: (adopted, kept, dropped, refused) =>
      `${count(adopted, 'adoptée', 'adoptées')}, ${count(kept, 'inchangée', 'inchangées')}, ${count(dropped, 'retirée', 'retirées')}, ${count(refused, 'non adoptée', 'non adoptées')}.`,
  },
  cite: {
    ambiguous:
      'La page contient ce texte à plusieurs endroits. Donnez une plus grande partie du passage.',
    'no-link': 'La page contient ce texte, mais aucun lien ne peut être prouvé.',
  },
  damage: {
    'leftover-marker': 'reste d’un marqueur de référence',
    'unbalanced-emphasis': 'mise en forme ou code jamais fermé',
    'invalid-directive': 'directive de texte qu’aucun navigateur n’accepte',
    'weak-directive': 'directive de texte trop courte pour prouver grand-chose',
  },
  damageReason: {
    'empty-term': 'un terme est vide',
    malformed: 'mal formée',
    'punctuation-only': 'un terme n’a ni lettre ni chiffre',
    'digits-only': 'un terme n’a que des chiffres',
    'short-term': 'un terme a moins de trois lettres et chiffres',
    'common-word': 'c’est un mot courant, ou elle finit par un tel mot',
    'single-word': 'un seul mot',
  },
  leftAlone: {
    'no-address': 'référence sans adresse',
    'address-not-allowed': 'référence dont l’adresse n’est pas une page web',
    'unknown-reference': 'référence à une entrée que le rapport ne contient pas',
    'no-list': 'un nombre, mais le rapport n’a pas de liste de sources',
    'maybe-a-figure': 'un nombre qui est une référence ou une partie d’un chiffre',
    'in-code': 'référence dans du code',
    hidden: 'référence qu’aucun lecteur ne voit',
    'in-heading': 'référence dans un titre',
    'not-a-citation': 'pas une référence',
    'too-deep': 'bloc trop imbriqué',
    'too-long': 'bloc trop long',
  },
  system: {
    ENOENT: 'Ce fichier n’existe pas.',
    EISDIR: 'C’est un dossier, et il faut un fichier.',
    ENOTDIR: 'Une partie de ce chemin est un fichier, et il faut un dossier.',
    EACCES: 'Cet utilisateur ne peut pas le lire ou l’écrire.',
    EPERM: 'Cet utilisateur ne peut pas le lire ou l’écrire.',
    EROFS: 'Il ne peut pas être écrit ici.',
    ENOSPC: 'Il n’y a plus de place.',
  },
  row: {
    link: 'lien',
    quote: 'citation',
    changed: 'différence',
    page: 'page',
    why: 'pourquoi',
    do: 'conseil',
  },
  column: { where: 'où', verdict: 'verdict', quote: 'citation ou lien', why: 'pourquoi' },
  read: {
    quotes: (words) => `cite « ${words} »`,
    passage: 'désigne un passage',
    listed: 'est dans une liste de sources',
    page: 'désigne une page',
    claim: (words) => `pour « ${words} »`,
    words: (words) => `« ${words} »`,
    left: (why) => `laissé tel quel, ${why}`,
    title: (words) => `titre « ${words} »`,
    headings: (number) => count(number, 'titre de section', 'titres de section'),
    statements: (number) => count(number, 'énoncé', 'énoncés'),
    citations: (number) => count(number, 'référence', 'références'),
    pages: (number) => count(number, 'page', 'pages'),
    damage: (number) => count(number, 'dommage', 'dommages'),
  },
  option: {
    'see-help': '« pincite --help » montre ce qu’il y a.',
    'no-command': 'Donnez une commande : check, adopt, read, cite ou mcp.',
    'no-such-command': (name) => `La commande « ${name} » n’existe pas.`,
    'not-of': (command, option) => `« pincite ${command} » n’a pas d’option « --${option} ».`,
    'mcp-file': '« pincite mcp » ne prend pas de fichier : des questions lui sont posées.',
    'needs-pages': '« --offline » a besoin des pages conservées.',
    'cite-what': 'Donnez une adresse et un texte : pincite cite URL "texte"',
    'no-file': (command) => `Donnez un fichier : pincite ${command} FICHIER`,
    'adopt-input': 'L’entrée standard n’a pas de fichier de verrou à écrire.',
    'dry-run': '« --dry-run » montre ce que « --fix » changerait.',
    'fix-only': '« --fix » a besoin de rapports entiers, sans --only.',
    'fix-input': 'L’entrée standard ne peut pas être corrigée.',
    'dry-run-output': '« --dry-run » écrit sur la sortie standard. Donnez un fichier au format.',
    'baseline-file': 'Donnez aussi son fichier : --baseline FICHIER',
    'baseline-offline':
      'Une liste d’échecs connus s’écrit à partir de pages demandées maintenant, sans --offline.',
    'baseline-only': 'Une liste d’échecs connus s’écrit pour des rapports entiers, sans --only.',
    'no-such-option': (name) => `L’option « ${name} » n’existe pas.`,
    'no-value': (name) => `« ${name} » ne prend pas de valeur.`,
    value: (name) => `« ${name} » a besoin d’une valeur.`,
    dash: (name, value) =>
      `« ${name} » a besoin d’une valeur. Si elle commence par « - » : ${name}=${value}`,
    'text-or-json': (command) => `« pincite ${command} » a les formats text et json.`,
    port: (name, host) =>
      `« ${name} » nomme un port. Donnez seulement l’hôte, pour tous ses ports : ${host}`,
    host: (name) => `« ${name} » n’est pas le nom d’un hôte.`,
    only: (fault, verdicts) => `${fault} « --only » connaît les hôtes et : ${verdicts}.`,
    'fail-on': (verdicts) => `« --fail-on » connaît seulement : ${verdicts}.`,
    formats: (names) => `Les formats sont : text, ${names}.`,
    'format-file': (format) => `Donnez un fichier : --format ${format}=FICHIER`,
    'one-output': 'Un seul format peut aller sur la sortie standard. Donnez un fichier aux autres.',
    language: (names) => `« --lang » connaît seulement : ${names}.`,
  },
  example: (command) => `Exemple : ${command}`,
  help: HELP,
};
