import { type CheckReason, PASSES, type Verdict } from '@/utils/model/evidence';
import type { PageFacts, PageReader } from './page-facts';
import { isThin, MOST_OTHER_PROSE, movedTo, placeOf, type Shape, shapeOf } from './page-shape';
import { isNotFoundText, isTitledLogin, isTitledNotFound } from './wall-title';
import * as words from './wall-words';

/**
 * The class of a page. For any class but content, the quotes get `verdict` and `reason`; `rescue`
 * names the judge's verdicts that are kept:
 *
 * - a paywalled page may show the passage, or show that it was changed;
 * - a page with few words, or the home page that a link now leads to, may have the quote word for
 *   word;
 * - a login, a challenge, a consent form or a "not found" page that repeats the quote (in its
 *   title, in "you wanted to read …") proves nothing: no rescue.
 */
export type PageClass =
  | { readonly kind: 'content' }
  | {
      readonly kind: 'wall';
      readonly verdict: Extract<Verdict, 'blocked' | 'gone' | 'unreachable' | 'unchecked'>;
      readonly reason: CheckReason;
      readonly detail: string | null;
      readonly rescue: readonly Verdict[];
    };

type Wall = Extract<PageClass, { kind: 'wall' }>;

const CONTENT: PageClass = { kind: 'content' };

function wall(
  verdict: Wall['verdict'],
  reason: CheckReason,
  detail: string | null = null,
  rescue: readonly Verdict[] = [],
): Wall {
  return { kind: 'wall', verdict, reason, detail, rescue };
}

function classifyStatus(facts: PageFacts): PageClass | null {
  const { status, headers } = facts;
  if (status === null) return null;
  const detail = String(status);
  const challenged =
    headers['cf-mitigated'] === 'challenge' ||
    headers['x-datadome'] !== undefined ||
    headers['x-amzn-waf-action'] !== undefined;
  if (challenged && status !== 200) return wall('blocked', 'challenge', detail);
  if (headers['cf-mitigated'] === 'challenge') return wall('blocked', 'challenge', detail);
  if (status === 404 || status === 410) return wall('gone', 'status-gone', detail);
  if (status === 408) return wall('unreachable', 'timed-out', detail);
  if (status >= 500 && status <= 599) return wall('unreachable', 'server-error', detail);
  if (status === 204 || status === 205) return wall('unchecked', 'unsupported-type', detail);
  // A redirect with a target is followed before this.
  if (status >= 300 && status <= 399) return wall('unreachable', 'redirect-nowhere', detail);
  // Some networks answer every unknown client with 999.
  if (status >= 300) return wall('blocked', 'status-blocked', detail);
  return null;
}

const READABLE_TYPES = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

function classifyChallenge(facts: PageFacts, shape: Shape): PageClass | null {
  if (!isThin(shape)) return null;
  const { embeds, finalUrl, counts } = facts;
  const captcha = embeds.some((embed) => words.CAPTCHA_EMBED.test(embed));
  const challenge = embeds.some((embed) => words.CHALLENGE_EMBED.test(embed));
  const said = words.CHALLENGE_WORDS.test(shape.front);
  const sent = movedTo(facts, words.CHALLENGE_PATH);
  const bare = counts.links <= 6 && shape.prose < 600;
  const signs = [
    captcha || challenge,
    said,
    sent,
    bare && (facts.refresh !== null || facts.noscriptLength > 0 || counts.scripts > 0),
  ].filter(Boolean).length;
  if (signs < 2 || !(captcha || challenge || said || sent)) return null;
  // A short page with a contact form is not a challenge. The page must be bare, or say that it is
  // one.
  if (!said && !sent && !(bare && shape.length < 800)) return null;
  return wall('blocked', captcha ? 'captcha' : 'challenge', placeOf(finalUrl).host);
}

function classifyLogin(facts: PageFacts, shape: Shape): PageClass | null {
  const { counts } = facts;
  if (counts.passwordInputs > 0 && isTitledLogin(facts)) {
    return wall('blocked', 'login-wall', facts.title || null);
  }
  if (!isThin(shape)) return null;
  const said = words.LOGIN_WORDS.test(shape.front);
  const sent = movedTo(facts, words.LOGIN_PATH);
  const asks = counts.passwordInputs > 0;
  const mayAsk = counts.forms > 0 && counts.emailInputs + counts.textInputs > 0;
  const short = shape.length < 1_200 && shape.prose < 600;
  // The header of an old site may have a password field beside every article. Then nothing else
  // says login.
  if ((asks && (said || sent)) || (asks && short) || (sent && (said || mayAsk))) {
    return wall('blocked', 'login-wall', placeOf(facts.finalUrl).host);
  }
  const titled = [facts.title, ...facts.headings].some((line) => words.LOGIN_WORDS.test(line));
  return titled && mayAsk && short ? wall('blocked', 'login-wall', facts.title || null) : null;
}

function classifyConsent(facts: PageFacts, shape: Shape): PageClass | null {
  const { prose, otherProse } = shape;
  const speaks = prose > 0 && otherProse < prose * 0.4 && otherProse < MOST_OTHER_PROSE;
  const asks = facts.counts.buttons > 0 && words.ACCEPT_WORDS.test(facts.text);
  const sent = movedTo(facts, words.CONSENT_PATH);
  const inside = facts.consentLength >= shape.length * 0.5;
  const consents = () => words.CONSENT_WORDS.test(facts.text);
  if (sent && (asks || speaks) && consents()) {
    return wall('blocked', 'consent-wall', placeOf(facts.finalUrl).host);
  }
  // An article about consent has more text than a wall, and has it outside of the dialog.
  const brief = isThin(shape) && shape.proseBlocks <= 3;
  if (speaks && asks && (inside || brief)) return wall('blocked', 'consent-wall');
  // A few short lines and buttons, with no other text.
  const bare = shape.prose === 0 && shape.length < 600;
  return bare && asks && consents() ? wall('blocked', 'consent-wall') : null;
}

function isHome(path: string): boolean {
  return path === '' || /^\/(?:[a-z]{2}(?:-[a-z]{2})?|index\.html?|home|accueil)$/iu.test(path);
}

function classifySoft404(facts: PageFacts, shape: Shape): PageClass | null {
  const lines = [facts.title, ...facts.headings];
  if (isTitledNotFound(facts)) {
    return wall('gone', 'soft-404', facts.title || facts.headings[0] || null);
  }
  const thin = isThin(shape) || (shape.prose < 600 && facts.counts.links > 20);
  const titled = lines.some((line) => line.length < 160 && words.NOT_FOUND_WORDS.test(line));
  const said = titled || words.NOT_FOUND_WORDS.test(shape.front);
  const sent = movedTo(facts, words.NOT_FOUND_PATH);
  const shrunk = facts.snapshotLength !== null && shape.length * 4 < facts.snapshotLength;
  const unindexed = /noindex/iu.test(facts.robots);
  const asked = placeOf(facts.requestedUrl);
  const got = placeOf(facts.finalUrl);
  const elsewhere = asked.host !== got.host || asked.path !== got.path;
  if (thin && titled) return wall('gone', 'soft-404', facts.title || facts.headings[0] || null);
  if (thin && said && (sent || shrunk || unindexed || elsewhere || shape.prose < 300)) {
    return wall('gone', 'soft-404', facts.title || null);
  }
  if (thin && sent) return wall('gone', 'soft-404', facts.finalUrl, PASSES);
  // The visitor was redirected to the home page, so the requested page is gone.
  if (elsewhere && isHome(got.path) && !isHome(asked.path)) {
    return wall('gone', 'soft-404', facts.finalUrl, PASSES);
  }
  return null;
}

/** Without words that say so: almost nothing is left of the captured text. */
function classifyShrunk(facts: PageFacts, shape: Shape): PageClass | null {
  const shrunk = facts.snapshotLength !== null && shape.length * 4 < facts.snapshotLength;
  return shrunk && shape.length < 1_000 ? wall('gone', 'soft-404', null, PASSES) : null;
}

function classifyPaywall(facts: PageFacts, shape: Shape): PageClass | null {
  const declared = facts.accessibleForFree === false;
  const marked = facts.gateMarkers > 0;
  const said = words.SUBSCRIBE_WORDS.test(facts.text.slice(-3_000));
  const short =
    facts.snapshotLength === null
      ? shape.prose < 2_000
      : shape.length < Math.max(400, facts.snapshotLength * 0.6);
  const signs = [declared, marked, said].filter(Boolean).length;
  if (!short || signs < (declared ? 1 : 2)) return null;
  return wall('blocked', 'paywall', null, [...PASSES, 'altered', 'located']);
}

function classifyShell(facts: PageFacts, shape: Shape, reader: PageReader): PageClass | null {
  const shell = wall('unchecked', 'script-shell', null, [...PASSES, 'altered', 'located']);
  if (shape.length < 40) return shell;
  const { scripts, emptyMounts } = facts.counts;
  const signs = emptyMounts > 0 || facts.noscriptLength > 0 || scripts >= 3;
  if (scripts === 0 || !signs || shape.length >= 600) return null;
  // After scripts have run, one paragraph is a note; one or two lines are a page that is still
  // loading.
  const ran = reader === 'tab' || reader === 'render';
  return (ran ? shape.prose === 0 : shape.prose < 300) ? shell : null;
}

/**
 * Distinguishes content from walls by evidence: status, headers, final address, the shape and size
 * of the text, forms and password fields, declarations, and the page's snapshot. Words count only
 * in addition to these. Linear in the text.
 */
export function classifyPage(facts: PageFacts, reader: PageReader): PageClass {
  const byStatus = classifyStatus(facts);
  if (byStatus !== null) return byStatus;
  if (facts.contentType !== null && !READABLE_TYPES.has(facts.contentType)) {
    return wall('unchecked', 'unsupported-type', facts.contentType);
  }
  if (facts.contentType === 'text/plain') {
    return isNotFoundText(facts.text) ? wall('gone', 'soft-404', facts.text.trim()) : CONTENT;
  }
  const shape = shapeOf(facts);
  return (
    classifyChallenge(facts, shape) ??
    classifyLogin(facts, shape) ??
    classifyConsent(facts, shape) ??
    classifySoft404(facts, shape) ??
    classifyPaywall(facts, shape) ??
    // A shell is also much shorter than the page that its scripts made.
    classifyShell(facts, shape, reader) ??
    classifyShrunk(facts, shape) ??
    CONTENT
  );
}
