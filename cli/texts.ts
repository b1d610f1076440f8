import type { CheckFlag, CheckReason, Verdict } from '@/utils/model/evidence';
import type { FailureCode } from '@/utils/model/failure';
import type { DamageKind, DamageReason, LeftAlone } from '@/utils/model/imported-report';

/*
 * The texts of the command, in English. The extension has its own catalogues, whose sentences speak
 * of windows and buttons that a command does not have.
 */

export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  verbatim: 'word for word',
  typographic: 'typography only',
  moved: 'moved',
  altered: 'altered',
  missing: 'missing',
  located: 'located',
  unpinned: 'no passage',
  blocked: 'blocked',
  gone: 'page gone',
  unreachable: 'unreachable',
  unchecked: 'no result',
};

export const RENEW_ADVICE =
  'Compare the difference. Correct the report, or adopt the new words with “pincite adopt --renew”.';

/** What to do about a verdict that is not a pass. */
export const ADVICE: Readonly<Partial<Record<Verdict, string>>> = {
  altered: 'Compare the difference, and correct the report.',
  missing: 'Look for another source, or remove the statement.',
  gone: 'Look for the page at its site or in an archive, and change the link.',
  blocked: 'Open the page in a browser and look for the words. This says nothing about the quote.',
  unreachable: 'Try again later. If the site does not return, change the link.',
  unchecked: 'Open the page in a browser and look for the words.',
  located: 'The link finds a passage. Record its words with “pincite adopt”.',
  unpinned: 'Link to a passage, or quote its words in front of the link.',
};

export const REASON_TEXTS: Readonly<Record<CheckReason, string>> = {
  'not-found-not-rendered':
    'Not found in the page as downloaded. Its scripts were not run, so a browser may show more.',
  'not-run': 'The site asked for a longer pause, so the page was not requested.',
  cancelled: 'The check was cancelled.',
  'no-permission': 'The site was not allowed.',
  'redirects-to-ungranted': 'The page redirects to an address that cannot be read.',
  'redirect-unseen': 'The page redirects, but not visibly where to.',
  'redirect-nowhere': 'The site redirects, but does not say where to.',
  'private-address':
    'The address is on this machine or on a private network. “--allow-host” allows a host.',
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
  'render-hidden': 'Not found, and the window with the page was covered.',
  'render-closed': 'Not found, and the window with the page was closed.',
  'render-timed-out': 'Not found, but the page was still changing.',
  'render-failed': 'Not found, and the page could not be opened in a window.',
  'no-memento': 'The archive has no copy of the page.',
  'too-many-redirects': 'The page redirects in circles.',
  'nothing-close': 'Read in full; nothing similar was found.',
  'words-changed': 'The wording changed.',
  'no-wording': 'No words were recorded to check.',
  'no-passage-named': 'The citation names no passage.',
};

export const FLAG_TEXTS: Readonly<Record<CheckFlag, string>> = {
  'visibility-unknown': 'A style sheet may hide the passage.',
  redirected: 'The address leads to another one.',
  ambiguous: 'The link or the words match several passages.',
  weak: 'The link names so few letters that finding them proves little.',
  'dead-link': 'The link does not lead to the passage.',
  'changed-nearby': 'The text around the passage changed.',
  'marks-unrecorded': 'The page raises or lowers a figure here.',
  'hyphen-unsure': 'The PDF breaks a word at the end of a line.',
  'directive-in-pdf': 'The link names a passage in a PDF; not every browser goes to it.',
  'read-by-rendering': 'Read in a window.',
  'read-from-archive': 'Read from an archive.',
};

/** Why a file is not read. Codes of files that this command never opens have no text. */
const FAILURE_TEXTS: Readonly<Partial<Record<FailureCode, string>>> = {
  file_empty: 'There is no text in this file.',
  file_is_pdf: 'This is a PDF. Give the report as Markdown or HTML.',
  file_is_document:
    'This is a document of a word processor, or an archive. This command does not read these yet: save the report as Markdown or HTML.',
  word_locked: 'This document is protected with a password.',
  file_is_image: 'This is an image.',
  file_is_json: 'This is data in JSON, not a report.',
  file_is_references: 'This is a list of references, without the text that cites them.',
  file_is_table: 'This is a table without a report.',
  file_not_own: 'Bundles and backups of Pincite are not read by this command yet.',
  file_not_text: 'This isn’t a text file.',
  file_broken_text: 'The file is not in UTF-8, or a part of it is damaged:',
  file_too_large: 'The file is larger than 64 MB.',
  paste_too_large: 'This HTML is too large to read at once.',
  html_too_complex: 'This HTML has too many elements or too large tables.',
};

export function failureText(code: FailureCode): string {
  return FAILURE_TEXTS[code] ?? code;
}

export const LOCK_TEXTS = {
  'lock-broken': 'The lock file is damaged. Restore it, or delete it and adopt again.',
  'lock-newer': 'The lock file is of a newer version. Update the command. Its version:',
} as const;

export const CITE_TEXTS = {
  ambiguous: 'The page has these words in several places. Give more of the passage.',
  'no-link': 'The page has these words, but no link can be proved to lead to them.',
} as const;

export const DAMAGE_TEXTS: Readonly<Record<DamageKind, string>> = {
  'leftover-marker': 'the rest of a citation marker',
  'unbalanced-emphasis': 'emphasis or code that is not closed',
  'invalid-directive': 'a text directive that no browser accepts',
  'weak-directive': 'a text directive that is too short to prove much',
};

export const DAMAGE_REASON_TEXTS: Readonly<Record<DamageReason, string>> = {
  'empty-term': 'a term is empty',
  malformed: 'it is written wrongly',
  'punctuation-only': 'a term has no letter or digit',
  'digits-only': 'a term has only digits',
  'short-term': 'a term has fewer than three letters and digits',
  'common-word': 'it is, or ends with, a common word',
  'single-word': 'it is one word',
};

export const LEFT_ALONE_TEXTS: Readonly<Record<LeftAlone['why'], string>> = {
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
};

export const HELP = `Checks the quotes of a report against the pages that it cites.

  pincite check FILE…          judges every citation
  pincite adopt FILE…          records the words of the cited passages in FILE.pincite.json
  pincite read FILE…           shows what is understood of a report; requests nothing
  pincite cite URL "words"     prints a link that is proved to lead to these words, the citation
                               in Markdown, and the page as an item of CSL-JSON

FILE is Markdown, text or HTML; “-” is the standard input.

check
  --strict                     citations without recorded words fail too
  --fail-on VERDICT,…          only these verdicts fail: altered, missing, gone, blocked,
                               unreachable, unchecked, located, unpinned
  --format NAME[=FILE]         text, json, junit, sarif, github or markdown; may be repeated

adopt
  --doubtful                   adopts passages too that a person should look at first
  --renew                      adopts again what the pages say now; without it, words that
                               were adopted before never change

check, adopt and cite
  --allow-host HOST            this host may be on this machine or a private network

read and cite
  --format NAME                text or json

  --help, --version

Exit status: 0 all pass or are adopted or cited, 1 a citation fails, or is not adopted or made,
2 the command could not run.
`;
