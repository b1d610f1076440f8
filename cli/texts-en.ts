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
} from '@/locales/en.json';
import type { CheckFlag, CheckReason, Verdict } from '@/utils/model/evidence';
import type { FailureCode } from '@/utils/model/failure';
import type { DamageKind, DamageReason, LeftAlone } from '@/utils/model/imported-report';

/*
 * The texts of the command in English. The verdicts are those of the extension. Its other sentences
 * speak of windows and buttons that a command does not have.
 */

const HELP = `Checks the quotes of a report against the pages that it cites.

  pincite check FILE…          judges every citation
  pincite adopt FILE…          records the words of the cited passages in FILE.pincite.json
  pincite read FILE…           shows what is understood of a report; requests nothing
  pincite cite URL "words"     prints a link that is proved to lead to these words, the citation
                               in Markdown, and the page as an item of CSL-JSON
  pincite mcp                  serves the Model Context Protocol on the standard input and output,
                               so that a program verifies its quotes before it writes them

FILE is Markdown, text, HTML, a Word document (.docx), or a bundle or a backup of Pincite, which
have their own words and are judged strictly; “-” is the standard input. A pattern such as
"docs/**/*.md" names all files that it matches. Files that .pinciteignore names are left out of
the matches, in the manner of .gitignore.

pincite.config.json, in the working folder or above it, can have files, ignore, strict, failOn,
baseline and cache; its paths, and .pinciteignore, are from its folder on. Options have the last word.

check, adopt and read
  --ignore PATTERN             leaves out these files too; may be repeated

check
  --strict                     citations without recorded words fail too
  --fail-on VERDICT,…          only these verdicts fail: altered, missing, gone, blocked,
                               unreachable, unchecked, located, unpinned. Words that are not in
                               the page as downloaded have “no result” (unchecked), because a script
                               may add them; “missing” names them too
  --format NAME[=FILE]         text, json, junit, sarif, github or markdown; may be repeated
  --only NAME,…                only these hosts are read, and only these verdicts are shown and
                               counted; the result says how many citations were left out
  --baseline FILE              citations that this file lists do not fail the check
  --write-baseline             writes everything that fails now into that file
  --fix                        writes a new link if one does not lead to its passage, and records
                               the place of adopted words that only moved; changes nothing else
  --dry-run                    with --fix: prints what would change, and writes nothing
  --allow-empty                passes also if no file has a citation; without it the status is 2
  --offline                    requests nothing: judges pages as they were stored, and says when
                               they were seen; a page that is not stored gives no result
  --render                     opens the pages of words that are not in the download in a browser,
                               with their scripts; needs Playwright in the working folder
  --browser PATH               with --render: this Chromium; PINCITE_BROWSER names one too
  --no-sandbox                 with --render: starts the browser without its sandbox
  --archive URL                asks this archive (RFC 7089) for the pages of words that are altered,
                               not found, or on a page that is gone or unreachable, and shows its
                               verdict beside; the archive gets the addresses of these pages, and
                               its copy never makes a pass

adopt
  --doubtful                   adopts passages too that a person should look at first
  --renew                      adopts again what the pages say now; without it, words that
                               were adopted before never change

check, adopt and cite
  --no-cache                   stores no pages, and uses no stored ones

check, adopt, cite and mcp
  --allow-host HOST            this host may be on this machine or a private network

read and cite
  --format NAME                text or json

  --lang LANGUAGE              the language of the messages, en or fr; without it, that of the
                               system (LC_ALL, LC_MESSAGES, LANG)
  --help, --version

Exit status: 0 all pass or are adopted or cited, 1 a citation fails, or is not adopted or made,
2 the command could not run.
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

export const EN = {
  verdict: VERDICT_WORDS,
  /** A number of citations with one verdict. */
  counted: (count: number, verdict: Verdict): string => `${count} ${VERDICT_WORDS[verdict]}`,
  renewAdvice:
    'Compare the difference. Correct the report, or adopt the new words with “pincite adopt --renew”.',
  /** What to do about a verdict that is not a pass. */
  advice: {
    altered: 'Compare the difference, and correct the report.',
    missing: 'Look for another source, or remove the statement.',
    gone: 'Look for the page at its site or in an archive, and change the link.',
    blocked:
      'Open the page in a browser and look for the words. This says nothing about the quote.',
    unreachable: 'Try again later. If the site does not return, change the link.',
    unchecked: 'Open the page in a browser and look for the words.',
    located: 'The link finds a passage. Record its words with “pincite adopt”.',
    unpinned: 'Link to a passage, or quote its words in front of the link.',
  } satisfies Partial<Record<Verdict, string>>,
  allowHostAdvice: (host: string) =>
    `If this host of your own machine or network may be read, add: --allow-host ${host}`,
  reason: {
    'not-found-not-rendered':
      'Not found in the page as downloaded. Its scripts were not run, so a browser may show more.',
    'missing-before':
      'Missing when the page was last read in full; the page as downloaded does not have it either.',
    'not-run': 'The page was not requested: the site asked for a longer pause.',
    cancelled: 'The check was cancelled.',
    'no-permission': 'The site was not allowed.',
    'redirects-to-ungranted': 'The page redirects to an address that cannot be read.',
    'redirect-unseen': 'The page redirects, but not visibly where to.',
    'redirect-nowhere': 'The site redirects, but does not say where to.',
    'private-address':
      'The address is on this machine or on a private network. “--allow-host NAME” allows a host.',
    'scheme-not-allowed': 'Only web pages (http and https) without a password can be checked.',
    'unsupported-type': 'This kind of document can’t be read yet.',
    'pdf-locked': 'The PDF opens only with a password.',
    'pdf-broken': 'The PDF is damaged and could not be read.',
    'pdf-no-text': 'The PDF contains images of its pages and no text.',
    'pdf-pages-unread': 'Not found in the PDF’s text, but some of its pages could not be read.',
    'too-large': 'The page is too large.',
    'too-complex': 'The page has too many elements, or nests them too deeply.',
    'page-too-slow': 'Reading this page took too long, so it was stopped.',
    'reader-stopped': 'The reader stopped on this page: it may need too much memory.',
    'timed-out': 'The page took too long to answer.',
    'network-error': 'The site could not be reached.',
    'server-error': 'The site answered with an error.',
    'status-blocked': 'The site refused to show the page.',
    'status-gone': 'The site says that the page does not exist.',
    'soft-404': 'The site shows a “not found” page instead.',
    'login-wall': 'The site asks for a login.',
    'consent-wall': 'The site asks for consent first.',
    paywall: 'The text is behind a paywall.',
    captcha: 'The site asks for a captcha.',
    challenge: 'The site checks the browser before it answers.',
    'script-shell': 'The page is empty until its scripts run.',
    'render-hidden': 'Not found, and the browser did not draw the page.',
    'render-closed': 'Not found, and the browser was closed.',
    'render-timed-out': 'Not found, but the page was still changing.',
    'render-failed': 'Not found, and the page could not be read in the browser.',
    'no-memento': 'The archive has no copy of the page.',
    'too-many-redirects': 'The page redirects in circles.',
    'nothing-close': 'Read in full; nothing similar was found.',
    'words-changed': 'The wording changed.',
    'no-wording': 'No words were recorded to check.',
    'no-passage-named': 'The citation names no passage.',
    'named-passage-absent': 'The page does not have the passage that the link names.',
  } satisfies Record<CheckReason, string>,
  /** For a text directive that no browser accepts. */
  brokenLink: 'The link names a passage in a way that no browser understands.',
  flag: {
    'visibility-unknown': 'A style sheet may hide the passage.',
    redirected: 'The address leads to another one.',
    ambiguous: 'The link or the words match several passages.',
    weak: 'The link names so few letters that finding them proves little.',
    'dead-link': 'The link does not lead to the passage.',
    'changed-nearby': 'The text around the passage changed.',
    'nearby-unknown': 'The text around the passage was not compared.',
    'marks-unrecorded': 'The page raises or lowers a figure here.',
    'struck-out': 'The page strikes out some of these words.',
    'parts-unrecorded': 'The page has a formula or an image within these words.',
    'image-gone': 'The image is not on the page any more under its address.',
    'hyphen-unsure': 'The PDF breaks a word at the end of a line.',
    'directive-in-pdf': 'The link names a passage in a PDF; not every browser goes to it.',
    'read-by-rendering': 'Read in a browser.',
    'read-from-archive': 'Read from an archive.',
  } satisfies Record<CheckFlag, string>,
  /** Why a file is not read. Codes of files that this command never opens have no text. */
  failure: {
    file_empty: 'There is no text in this file.',
    file_is_pdf: 'This is a PDF. Give the report as Markdown or HTML.',
    file_is_document:
      'This is a document of another word processor, or an archive. Save the report as a Word document (.docx), as Markdown or as HTML.',
    word_locked: 'This document is protected with a password.',
    word_broken: 'This is not a Word document, although its name may say so, or it is damaged.',
    word_macros: 'This Word document has macros. Save it as .docx.',
    word_too_large: 'This Word document is too large, or nests its parts too deeply.',
    file_is_image: 'This is an image.',
    file_is_json: 'This is data in JSON, not a report.',
    file_is_references: 'This is a list of references, without the text that cites them.',
    file_is_table: 'This is a table without a report.',
    file_not_own: 'The file has the name of a bundle or a backup of Pincite, but it is not one.',
    backup_not_ours: 'This is a compressed file, but not a bundle or a backup of Pincite.',
    backup_damaged: 'This backup is damaged:',
    bundle_damaged: 'This bundle is damaged:',
    bundle_dangling: 'This bundle names records that it does not have:',
    backup_newer: 'This backup is of a newer version. Update the command. Its version:',
    bundle_newer: 'This bundle is of a newer version. Update the command. Its version:',
    file_is_import: 'A page of Pincite made this file for its own library.',
    file_over_limits: 'This file exceeds the limits:',
    file_not_text: 'This isn’t a text file.',
    file_broken_text: 'The file is not in UTF-8, or a part of it is damaged:',
    file_too_large: 'The file is larger than 64 MB.',
    paste_too_large: 'This HTML is too large to read at once.',
    html_too_complex: 'This HTML has too many elements or too large tables.',
  } satisfies Partial<Record<FailureCode, string>>,
  file: {
    none: 'There is no such file.',
    'no-host': 'No citation leads to a host that --only names.',
    folder: 'This is a folder. Give a pattern, for example “docs/**/*.md” in quotation marks.',
    'is-folder': 'This is a folder, and a file is wanted.',
    'no-folder': 'Its folder does not exist. Make it first.',
    'no-citation':
      'No file has a citation: a link, or a reference to a source with an address. Look whether these are the right files (“pincite read FILE” shows what is understood), or give --allow-empty.',
    empty: (names: readonly string[]) => {
      const shown = names.slice(0, 5).join(', ');
      return `Without citations: ${names.length > 5 ? `${shown} and ${names.length - 5} more` : shown}.`;
    },
    'own-words': 'This file has its words already. Adopt passages in the extension.',
    stopped: 'Reading this file stopped: it may need too much memory.',
    'no-match': 'No file matches this pattern, or all that match are ignored.',
  },
  summary: {
    isKnown: 'The baseline has it, so it does not fail.',
    known: (count: number) =>
      count === 1 ? '1 is known from the baseline.' : `${count} are known from the baseline.`,
    leftOut: (count: number) =>
      count === 1 ? '1 was left out by --only.' : `${count} were left out by --only.`,
    none: 'No citations.',
    citations: (count: number) => (count === 1 ? '1 citation' : `${count} citations`),
    failed: (count: number) => `${count} failed`,
    noneFailed: 'none failed',
    allPassed: 'all passed',
    toLookAt: (count: number) => `${count} to look at`,
    /** A name, and what is said of it. */
    pair: (name: string, text: string) => `${name}: ${text}`,
    progress: (done: number, total: number) => `${done} of ${total} pages read`,
  },
  notFixed: {
    doubtful:
      'A person should look first: the text around the passage changed, or it is not the only one.',
    'no-link': 'No link can be made that leads to the passage and to no other.',
    'not-proved': 'The new link could not be proved on the page.',
    'not-found': 'The place of the link in the file is not known, or is not the only one.',
    'reads-otherwise': 'With the new links the report would be read in another way.',
  },
  fix: {
    done: (links: number, moved: number) =>
      `${links === 1 ? '1 link' : `${links} links`} written, ${moved === 1 ? '1 place' : `${moved} places`} recorded again.`,
    wouldDo: (links: number, moved: number) =>
      `would write ${links === 1 ? '1 link' : `${links} links`}, and record ${moved === 1 ? '1 place' : `${moved} places`} again.`,
    'not-fixed': 'not fixed.',
  },
  baseline: {
    broken: 'The baseline is damaged:',
    none: 'There is no such baseline. Write it with --write-baseline.',
    written: (count: number) => (count === 1 ? '1 known citation.' : `${count} known citations.`),
    gone: 'has another verdict now, or is not in the report any more. Write the baseline again with --write-baseline.',
  },
  cache: {
    seen: 'The page was not requested now. It was seen at',
    stored: (count: number, oldest: string) =>
      `${count === 1 ? '1 was' : `${count} were`} judged on pages as they were stored, the oldest at ${oldest}.`,
    'not-stored': 'The check is offline, and the page is not stored: nobody looked at it now.',
    'not-stored-advice': 'Check again without --offline.',
    'not-own': 'Other users can write in this folder, so no pages are stored in it:',
    trouble: 'Pages cannot be stored:',
  },
  render: {
    'only-with': '“--browser” and “--no-sandbox” are for the browser of “--render”.',
    offline: 'A browser cannot open pages offline.',
    fix: '“--fix” works on pages as downloaded, without --render.',
    'no-playwright':
      '“--render” needs Playwright in the working folder or above it. Install it there: npm install playwright-core',
    'no-browser':
      'Playwright has no Chromium. Install one with “npx playwright install chromium”, or name one with --browser PATH.',
    'not-there': 'There is no such browser.',
    failed:
      'The browser could not be started. As root and in many containers, its sandbox cannot be used. “--no-sandbox” starts it without one; a hostile page could then take over this machine.',
    progress: (done: number, total: number) => `${done} of ${total} pages opened in the browser`,
  },
  archive: {
    label: 'archive',
    option: (fault: string) => `“--archive”: ${fault}`,
    offline: 'An archive cannot be asked offline.',
    wrong:
      'This is no address of an archive. Give the address to which it takes the address of a page, for example “https://web.archive.org/web/”, or put “{url}” in its place.',
    copy: (verdict: string, takenAt: string, url: string) =>
      `In the copy of ${takenAt}: ${verdict} ${url}`,
    progress: (done: number, total: number) => `${done} of ${total} pages looked up in the archive`,
  },
  proxy: {
    wrong:
      'This variable names no proxy that can be used. Give http:// or https://, the host and the port. “NO_PROXY=*” uses no proxy.',
    refused: (name: string, status: number) =>
      `the proxy ${name} answered with the status ${status}`,
    failed: (name: string, why: string) => `the proxy ${name}: ${why}`,
  },
  config: {
    unknown: 'There is no setting',
    settings: (names: readonly string[]) =>
      `The settings are: ${names.join(', ')}. Everything else is decided on the command line; so is --allow-host, because whoever can change this file would open the private network of the machine that runs the check.`,
    wrong: 'This setting has a value that is not allowed:',
    broken: 'This file cannot be read:',
  },
  lock: {
    'lock-broken': 'The lock file is damaged. Restore it, or delete it and adopt again.',
    'lock-newer': 'The lock file is of a newer version. Update the command. Its version:',
  },
  adopt: {
    'not-adopted': 'not adopted.',
    'not-again': 'not adopted again; what was adopted before stays.',
    look: 'A person should look at the passage first; “--doubtful” adopts it.',
    done: (adopted: number, kept: number, dropped: number, refused: number) =>
      `${adopted} adopted, ${kept} as before, ${dropped} dropped, ${refused} not adopted.`,
  },
  cite: {
    ambiguous: 'The page has these words in several places. Give more of the passage.',
    'no-link': 'The page has these words, but no link can be proved to lead to them.',
  },
  damage: {
    'leftover-marker': 'the rest of a citation marker',
    'unbalanced-emphasis': 'emphasis or code that is not closed',
    'invalid-directive': 'a text directive that no browser accepts',
    'weak-directive': 'a text directive that is too short to prove much',
  } satisfies Record<DamageKind, string>,
  damageReason: {
    'empty-term': 'a term is empty',
    malformed: 'it is written wrongly',
    'punctuation-only': 'a term has no letter or digit',
    'digits-only': 'a term has only digits',
    'short-term': 'a term has fewer than three letters and digits',
    'common-word': 'it is, or ends with, a common word',
    'single-word': 'it is one word',
  } satisfies Record<DamageReason, string>,
  leftAlone: {
    'no-address': 'a citation without an address',
    'address-not-allowed': 'a citation whose address is no web page',
    'unknown-reference': 'a citation of an entry that the report does not have',
    'no-list': 'a number, but the report has no list of sources',
    'maybe-a-figure': 'a number that is a citation or a part of a figure',
    'in-code': 'a citation in code',
    hidden: 'a citation that no reader sees',
    'in-heading': 'a citation in a heading',
    'not-a-citation': 'not a citation',
    'too-deep': 'a block that is nested too deeply',
    'too-long': 'a block that is too long',
  } satisfies Record<LeftAlone['why'], string>,
  /** Messages for the error codes of the operating system. */
  system: {
    ENOENT: 'There is no such file.',
    EISDIR: 'This is a folder, and a file is wanted.',
    ENOTDIR: 'A part of this path is a file, and a folder is wanted.',
    EACCES: 'This user may not read or write it.',
    EPERM: 'This user may not read or write it.',
    EROFS: 'It cannot be written here.',
    ENOSPC: 'There is no space left for it.',
  },
  /** The names of the lines about a citation. */
  row: {
    link: 'link',
    quote: 'quote',
    changed: 'changed',
    page: 'page',
    why: 'why',
    do: 'do',
  },
  /** The head of the table in Markdown. */
  column: { where: 'where', verdict: 'verdict', quote: 'quote or link', why: 'why' },
  read: {
    quotes: (words: string) => `quotes “${words}”`,
    passage: 'names a passage',
    listed: 'is in a list of sources',
    page: 'names a page',
    claim: (words: string) => `for “${words}”`,
    words: (words: string) => `“${words}”`,
    left: (why: string) => `left as it is, ${why}`,
    title: (words: string) => `title “${words}”`,
    headings: (count: number) => `headings ${count}`,
    statements: (count: number) => `statements ${count}`,
    citations: (count: number) => `citations ${count}`,
    pages: (count: number) => `pages ${count}`,
    damage: (count: number) => `damage ${count}`,
  },
  option: {
    'see-help': '“pincite --help” shows what there is.',
    'no-command': 'Give a command: check, adopt, read, cite or mcp.',
    'no-such-command': (name: string) => `There is no command “${name}”.`,
    'not-of': (command: string, option: string) =>
      `“pincite ${command}” has no option “--${option}”.`,
    'mcp-file': '“pincite mcp” takes no file: it is asked questions.',
    'needs-pages': '“--offline” needs the stored pages.',
    'cite-what': 'Give an address and words: pincite cite URL "words"',
    'no-file': (command: string) => `Give a file: pincite ${command} FILE`,
    'adopt-input': 'The standard input has no lock file to write.',
    'dry-run': '“--dry-run” shows what “--fix” would change.',
    'fix-only': '“--fix” needs whole reports, without --only.',
    'fix-input': 'The standard input cannot be fixed.',
    'dry-run-output': '“--dry-run” prints to the standard output. Give the format a file.',
    'baseline-file': 'Give its file too: --baseline FILE',
    'baseline-offline':
      'A baseline is written from pages that are requested now, without --offline.',
    'baseline-only': 'A baseline is written for whole reports, without --only.',
    'no-such-option': (name: string) => `There is no option “${name}”.`,
    'no-value': (name: string) => `“${name}” takes no value.`,
    value: (name: string) => `“${name}” needs a value.`,
    dash: (name: string, value: string) =>
      `“${name}” needs a value. If it begins with “-”: ${name}=${value}`,
    'text-or-json': (command: string) => `“pincite ${command}” has the formats text and json.`,
    port: (name: string, host: string) =>
      `“${name}” names a port. Give only the host, for all its ports: ${host}`,
    host: (name: string) => `“${name}” is not the name of a host.`,
    only: (fault: string, verdicts: string) => `${fault} “--only” knows hosts and: ${verdicts}.`,
    'fail-on': (verdicts: string) => `“--fail-on” knows only: ${verdicts}.`,
    formats: (names: string) => `The formats are: text, ${names}.`,
    'format-file': (format: string) => `Give a file: --format ${format}=FILE`,
    'one-output': 'Only one format can go to the standard output. Give the others a file.',
    language: (names: string) => `“--lang” knows only: ${names}.`,
  },
  example: (command: string) => `Example: ${command}`,
  help: HELP,
};

/** Returns the verdicts of a catalogue as they are written inside a sentence. */
export function asWords(verdicts: Readonly<Record<Verdict, string>>): Record<Verdict, string> {
  const words = { ...verdicts };
  for (const [verdict, text] of Object.entries(verdicts) as [Verdict, string][]) {
    words[verdict] = text.charAt(0).toLowerCase() + text.slice(1);
  }
  return words;
}

type Like<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Like<T[Key]> };

/** The texts of one language: the same keys and the same values to fill in as in English. */
export type Texts = Like<typeof EN>;
