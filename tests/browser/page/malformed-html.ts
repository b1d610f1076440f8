import { randomFrom } from '../fragment/random-ranges';

const TAGS = (
  'a abbr address applet area article aside audio b base bdo big blockquote body br button canvas ' +
  'caption center cite code col colgroup dd del details dialog dir div dl dt em embed fieldset ' +
  'figcaption font footer form frame frameset h1 h2 h3 head header hr html i iframe image img input ' +
  'ins keygen label legend li link listing main marquee math menu meta mi mo mn ms mtext msup mrow ' +
  'annotation-xml nav nobr noembed noframes noscript object ol optgroup option p param plaintext ' +
  'pre q rb rp rt rtc ruby s script search section select slot small source span strike strong ' +
  'style sub summary sup svg desc foreignObject title text g path table tbody td template textarea ' +
  'tfoot th thead time title tr track tt u ul var video wbr xmp x-part menuitem isindex'
).split(' ');
/**
 * Half of the tags of a page come from one of these groups. In each group, the parser has special
 * rules for the tags inside one another.
 */
const GROUPS = [
  'table tbody tr td th caption colgroup col div p a b i',
  'a b i font nobr p div table td em strong button',
  'select option optgroup hr input div p button a span datalist textarea',
  'svg math mi mtext annotation-xml foreignObject desc title p div b',
  'ul ol li dl dt dd p div a h1 h2',
  'template table tr td p div select option',
  'frameset frame noframes html head body p',
  'ruby rb rt rtc rp p b',
  'form input button label fieldset legend p',
].map((group) => group.split(' '));
const TEXTS = [
  'one',
  ' two ',
  '\n',
  ' ',
  'three four',
  '&amp;',
  '&notit;',
  '&#x41;',
  '&#0;',
  '&#128;',
  '\0',
  '<',
  '&copy',
  'ünï',
  '\f',
  '\r\n',
  '&lt;b',
  '[1]',
  '2',
  '&NotEqualTilde;',
  '\u{1F600}',
];
const STYLES = [
  'display:none',
  'display:block',
  'visibility:hidden',
  'white-space:pre',
  'display:inline-block',
  'opacity:0',
  'display:contents',
  'vertical-align:super',
  'position:absolute;left:-9999px',
  'display:flex',
  'font-size:0',
  'text-decoration:line-through',
  'left:-9999;position:absolute',
];
const ATTRIBUTES = [
  'hidden',
  'lang=fr',
  'inert',
  'class="hidden x"',
  'id=a',
  'class=x',
  'type=hidden',
  'value=v',
  'href="#"',
  'open',
  'multiple',
  'size=4',
  'label=L',
  'selected',
  'ID=b',
  'style="',
  '"',
  "='",
  '/',
  'encoding="text/html"',
  'controls',
  'placeholder=ph',
  'type=text',
  'disabled',
  'checked',
  'name=n',
];
const RULES = [
  '.x{display:none}',
  '#a{visibility:hidden}',
  'p>b{opacity:0}',
  'div p{display:none}',
  '@media print{p{display:none}}',
  '@media screen{i{display:none}}',
  ':is(b,i){display:none}',
  'li:nth-child(2n+1){display:none}',
  'a:not(.x){font-size:0}',
  'b~i{display:none}',
  '</style',
  'td+td{display:none}',
  '*{}',
  'p::before{display:none}',
  'p:first-child{display:none',
  'span{display:none;display:-moz-box}',
  '@supports (x:y){em{display:none}}',
  'a{&{display:none}}',
];
const OTHER = [
  '<!doctype html>',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2//EN">',
  '<!-- c -->',
  '<!-->',
  '<!--',
  '-->',
  '<![CDATA[cd]]>',
  '<?pi ?>',
  '</>',
  '<',
  '</',
  '<a',
  '<!x>',
  '</br>',
  '</p>',
];

/** Generates malformed HTML as a list of pieces. The same seed always gives the same pieces. */
export function malformedHtml(seed: number): string[] {
  const random = randomFrom(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const group = one(GROUPS);
  const tag = () => (random() < 0.5 ? one(group) : one(TAGS));
  const attributes = () => {
    let written = '';
    while (random() < 0.25) {
      written += random() < 0.3 ? ` style="${one(STYLES)}"` : ` ${one(ATTRIBUTES)}`;
    }
    return written;
  };
  const html = [random() < 0.6 ? '<!doctype html>' : ''];
  const pieces = 4 + Math.floor(random() * 40);
  for (let at = 0; at < pieces; at++) {
    const kind = random();
    if (kind < 0.4) html.push(`<${tag()}${attributes()}${random() < 0.05 ? '/' : ''}>`);
    else if (kind < 0.6) html.push(`</${tag()}>`);
    else if (kind < 0.94) html.push(one(TEXTS));
    else if (kind < 0.97) html.push(one(OTHER));
    else html.push(`<style>${one(RULES)}${one(RULES)}</style>`);
  }
  return html;
}

/** The known differences from Chromium, each with the pieces of HTML that cause it. */
export const KNOWN_DIFFERENCES: readonly { readonly reason: string; readonly pieces: RegExp }[] = [
  {
    reason: 'a NUL character, which Chromium keeps or drops in other places than the standard',
    pieces: /\0|&#0;/u,
  },
  {
    reason: 'a CDATA section directly in an integration point, which parse5 reads as a comment',
    pieces: /<!\[CDATA\[/u,
  },
];

/** Joins the pieces that cause no known difference. */
export function withoutKnown(pieces: readonly string[]): string {
  const isKnown = (piece: string) => KNOWN_DIFFERENCES.some((known) => known.pieces.test(piece));
  return pieces.filter((piece) => !isKnown(piece)).join('');
}
