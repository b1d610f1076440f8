import { describe, expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import type { JudgedPin } from '@/utils/verify/judgement';
import { clipOf } from '../verify/quote-fixture';

const QUOTE = 'The old dam held through the night of the flood';

function read(
  html: string,
  contentType = 'text/html',
  mayReadOtherwise = false,
  pin: Partial<JudgedPin> = {},
) {
  const isXml = contentType !== 'text/html';
  const body = isXml
    ? html
    : `<!doctype html><title>Dam</title>${html}<p>The wardens of the valley counted the boats in the harbour again and wrote it down.</p>`;
  const url = 'https://rivers.example/dam';
  const answer = {
    requestedUrl: url,
    finalUrl: url,
    status: 200,
    contentType,
    snapshotLength: null,
    mayReadOtherwise,
  };
  const [judgement] = judgePage(body, answer, [clipOf(QUOTE, pin)]).judgements;
  return judgement;
}

const p = (attributes: string) => `<p ${attributes}>${QUOTE}.</p>`;
const styled = (css: string, attributes = 'class="aside"') =>
  `<style>${css}</style>${p(attributes)}`;

describe('a pass gets the flag "visibility-unknown" when the page may hide the passage', () => {
  test.each([
    ['a rule for its class', styled('.aside { display: none }')],
    ['a rule for its id', styled('#late { visibility: hidden }', 'id="late"')],
    [
      'a rule for the elements around it',
      `<style>nav div{opacity:0}</style><nav><div>${p('')}</div></nav>`,
    ],
    [
      'a rule for a part of it',
      `<style>b{display:none}</style><p>${QUOTE.replace('held', '<b>held</b>')}.</p>`,
    ],
    ['a rule for all screens', styled('@media screen { .aside { display: none } }')],
    ['a position far outside the window', styled('.aside { position: absolute; left: -9999px }')],
    ['a box without height', styled('.aside { height: 0; overflow: hidden }')],
    ['an empty clip rectangle', styled('.aside { position: absolute; clip: rect(0, 0, 0, 0) }')],
    ['letters of size 0', styled('.aside { font-size: 0 }')],
    ['an inline style', p('style="opacity: 0"')],
    ['a class name that common style sheets hide', p('class="note sr-only"')],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: ['visibility-unknown'] });
  });
});

describe('a pass gets no flag when nothing hides the passage', () => {
  test.each([
    ['no style', p('')],
    ['rules that hide other elements', styled('.ad { display: none }')],
    ['a rule for printers', styled('@media print { .aside { display: none } }')],
    ['a rule for narrow screens', styled('@media (max-width: 600px) { .aside { display: none } }')],
    [
      'a page that hides all of itself until it is ready',
      styled('body { visibility: hidden } html { opacity: 0 }'),
    ],
    ['a half-transparent passage', styled('.aside { opacity: 0.6; height: 0 }')],
    ['a class that shows the passage on a wide screen', p('class="hidden md:block"')],
    ['a style sheet with invalid syntax', styled('} .aside { display: ')],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test('the visible copy of the passage is judged when another copy is hidden', () => {
    const html = `<style>.tip{display:none}</style><p class="tip">${QUOTE}.</p>${p('id="seen"')}`;
    const judged = read(html);
    expect(judged?.verdict).toBe('verbatim');
    expect(judged?.flags).not.toContain('visibility-unknown');
    expect(judged?.evidence.position?.start).toBeGreaterThan(QUOTE.length);
  });
});

const hides = (declarations: string) => styled(`.aside { ${declarations} }`);

describe('a rule on a language sets the flag where it applies, and where the language is not certain', () => {
  test.each([
    ['a range with a wildcard', styled('p:lang("*-CH") { display: none }', 'lang="de-CH"')],
    ['no element that names its language', styled('p:lang(de) { display: none }')],
    ['the language that the element names', styled(':lang(de) { display: none }', 'lang="de"')],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: ['visibility-unknown'] });
  });

  test('but not where an element names another language', () => {
    const html = styled('p:lang(de) { display: none }', 'lang="en"');
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test('in XHTML, xml:lang names the language', () => {
    const html = `<html xmlns="http://www.w3.org/1999/xhtml"><head><style>p:lang(de) { display: none }</style></head><body><p xml:lang="de" lang="en">${QUOTE}.</p></body></html>`;
    expect(read(html, 'application/xhtml+xml')).toMatchObject({
      verdict: 'verbatim',
      flags: ['visibility-unknown'],
    });
  });
});

describe('a style that may hide words sets the flag "visibility-unknown"', () => {
  test.each([
    'color: transparent',
    'color: rgb(0 0 0 / 0)',
    'color: #fff; background-color: white',
    '-webkit-text-fill-color: transparent',
    '-webkit-text-security: disc',
    'opacity: 0.01',
    'font-size: 1px',
    'font-size: 0.1em',
    'zoom: 0.01',
    'transform: scale(0)',
    'transform: translateX(-9999px)',
    'transform: translateX(-100%)',
    'transform: matrix(0, 0, 0, 0, 0, 0)',
    'transform: rotateY(90deg)',
    'transform: perspective(1px) translateZ(-9999999px)',
    'scale: 0',
    'translate: -9999px',
    'rotate: y 90deg',
    'position: absolute; left: -99em',
    'position: absolute; left: -99lh',
    'position: absolute; left: -99rcap',
    'position: absolute; left: -99ic',
    'position: absolute; left: -95cqw',
    'position: absolute; left: calc(-9999px)',
    'position: fixed; bottom: -9999px',
    'position: fixed; top: 200vh',
    'position: absolute; z-index: -1',
    'margin-left: -9999px',
    'margin-top: -9999px',
    'text-indent: -99em',
    'clip-path: polygon(0 0, 0 0, 0 0)',
    'clip-path: inset(99%)',
    'clip-path: url(#nothing)',
    'mask-image: linear-gradient(transparent, transparent)',
    '-webkit-mask: linear-gradient(transparent, transparent)',
    'filter: opacity(0)',
    'filter: blur(20px)',
    'mix-blend-mode: screen',
    'contain: strict',
    'contain: size; overflow: hidden',
    'block-size: 0; overflow: hidden',
    'max-block-size: 0; overflow: hidden',
    'inline-size: 0; overflow: hidden',
    'height: 0; contain: paint',
    'height: calc(0px); overflow: hidden',
    'width: 2px; height: 2px; overflow: hidden',
    'line-height: 0; overflow: hidden',
    'grid-template-rows: 0fr',
    'offset-path: path("M -9999 -9999")',
    'display: var(--kind, none)',
    'visibility: var(--seen)',
    'content: url("data:image/png,")',
    'unicode-bidi: bidi-override; direction: rtl',
    'animation: leave 1s forwards',
    'animation: 90s leave',
    'transform: scale(0); transform: bogus',
    'color: transparent; color: bogus',
    'left: -9999px; left: auto; left: bogus',
    '--gone: scale(0); transform: var(--gone)',
    'transform: var(--none, scale(0))',
    'opacity: calc(0)',
    'scale: calc(1 - 1)',
    'font-size: calc(16px * 0)',
    'height: calc(9px - 9px); overflow: hidden',
    'height: 0; overflow: scroll',
    'inset-inline-start: -9999px; position: absolute',
    'margin: 0 0 0 -9999px',
    'margin-inline: -9999px',
    '-webkit-transform: scale(0)',
    'transform: skewX(90deg)',
    'letter-spacing: -2em',
    'font-size-adjust: 0',
    'color: rgb(0, 0, 0, 0)',
    'color: #0000',
    'color: white; background: white',
    'filter: opacity(1%)',
    'quotes: "not " ""',
    'list-style: "not "; display: list-item',
    'disp\\6c ay: no\\6e e',
    'content: none; display: none ! important',
    'margin-left: if(media(screen): -9999px)',
  ])('%s', (declarations) => {
    const html = `<style>@keyframes leave { to { opacity: 0 } }</style>${hides(declarations)}`;
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: ['visibility-unknown'] });
  });

  test.each([
    'color: #333',
    'color: transparent; background-clip: text',
    'color: #fff; background-color: #000',
    'opacity: 0.9',
    'font-size: 12px',
    'transform: translate(-50%, -50%)',
    'transform: none',
    'scale: 1',
    'position: absolute; left: 40px; top: -2px',
    'position: relative; z-index: 3',
    'margin-left: -12px',
    'text-indent: 2em',
    'clip-path: none',
    'filter: drop-shadow(0 0 2px black)',
    'overflow: hidden; height: 300px',
    'overflow: hidden; width: 100%',
    'contain: content',
    'line-height: 1.4',
    'line-height: 1; overflow: hidden',
    'height: calc(100vh - 60px); overflow: auto',
    'font-size: clamp(1rem, 2vw, 2rem)',
    'color: var(--ink)',
    'opacity: var(--half)',
    'margin: 0 calc(50% - 50vw)',
    'animation: enter 1s both',
    'letter-spacing: -0.02em',
    'background: #fff; color: #222',
    'animation: enter 1s',
  ])('but %s sets no flag', (declarations) => {
    const html = `<style>:root { --half: 0.5 } @keyframes enter { from { opacity: 0 } }</style>${hides(declarations)}`;
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

describe('a hiding rule sets the flag in every notation', () => {
  test.each([
    ['for wide screens', styled('@media (min-width: 1px) { .aside { display: none } }')],
    ['for all media except print', styled('@media not print { .aside { display: none } }')],
    [
      'for screens with a minimum width',
      styled('@media screen and (min-width: 30em) { .aside { display: none } }'),
    ],
    [
      'in a style element with a media query',
      `<style media="(min-width: 1px)">.aside{display:none}</style>${p('class="aside"')}`,
    ],
    [
      'in a nested rule',
      `<style>main { .aside { display: none } }</style><main>${p('class="aside"')}</main>`,
    ],
    [
      'in a nested rule with &',
      `<style>main { & > .aside { display: none } }</style><main>${p('class="aside"')}</main>`,
    ],
    ['in declarations after a nested rule', styled('.aside { b { color: red } display: none }')],
    [
      'in a nested media rule for the same element',
      styled('.aside { color: red; @media screen { display: none } }'),
    ],
    ['for the root of a scope', styled('@scope (.aside) { :scope { display: none } }')],
    ['with :has()', styled('body:has(p) .aside { display: none }')],
    [
      'with a namespace',
      styled('@namespace h url(http://www.w3.org/1999/xhtml); h|p.aside { display: none }'),
    ],
    ['with a relative selector in a scope', styled('@scope (body) { > .aside { display: none } }')],
    ['in three levels of nested rules', styled('html { & { body { .aside { display: none } } } }')],
    ['with a selector list in a nested rule', styled('p { .x, &.aside { display: none } }')],
    ['with & in a rule that is not nested', styled('& .aside { display: none }')],
    ['with :not(:has())', styled('.aside:not(:has(b)) { display: none }')],
    [
      'for an element after an invalid field',
      `<input required>${styled('input:invalid ~ .aside { display: none }')}`,
    ],
    [
      'for an element after the focused field',
      `<input autofocus>${styled('input:focus ~ .aside { display: none }')}`,
    ],
    [
      'with :nth-child() and a selector for the siblings that count',
      styled('p:nth-child(1n of .aside) { display: none }'),
    ],
    ['with an invalid selector in a forgiving list', styled(':is(.aside, %) { display: none }')],
    ['with a pseudo-class that no browser knows yet', styled('.aside:new-name { display: none }')],
    ['for the first line', styled('.aside::first-line { color: transparent }')],
    ['for the target of a text fragment', styled('::target-text { color: transparent }')],
    ['after a form feed in a string', styled('.aside { content: "\f; display: none }')],
    [
      'in an at-rule with an escaped name',
      styled('@m\\65 dia screen { .aside { display: none } }'),
    ],
    [
      'for screens up to a very large width',
      styled('@media (max-width: 99999px) { .aside { display: none } }'),
    ],
    [
      'for screens up to a width in points',
      styled('@media (max-width: 9999pt) { .aside { display: none } }'),
    ],
    [
      'for screens that are not narrow',
      styled('@media (not (max-width: 1px)) { .aside { display: none } }'),
    ],
    ['for browser windows', styled('@media (display-mode: browser) { .aside { display: none } }')],
    [
      'in a data: style sheet that the page imports',
      styled('@import "data:text/css,.aside{display:none}";'),
    ],
    [
      'in a data: style sheet that the page links',
      `<link rel="stylesheet" href="data:text/css,.aside{display:none}">${p('class="aside"')}`,
    ],
    ['in very deeply nested rules', styled(`${'p{'.repeat(200)}display:none`)],
    ['with nested selectors that double in length', styled(`${'& &{'.repeat(30)}display:none`)],
    ['with a length without a unit', styled('.aside { position: absolute; left: -9999 }')],
    [
      'after very many rules',
      styled(
        `${Array.from({ length: 30_000 }, (_, at) => `.x${at}{display:none}`).join('')}.aside{display:none}`,
      ),
    ],
    [
      'after a very long comment in the style sheet',
      styled(`/*${'x'.repeat(1_000_001)}*/ .aside { display: none }`),
    ],
    [
      'after very many hidden elements',
      `${'<i class="hidden"></i>'.repeat(5_001)}${styled('.aside { opacity: 0 }')}`,
    ],
    [
      'for an element after very many siblings',
      `<style>.first ~ .aside { display: none }</style><i class="first"></i>${'<i></i>'.repeat(20_001)}${p('class="aside"')}`,
    ],
  ])('%s', (_name, html) => {
    expect(read(html)?.flags).toEqual(['visibility-unknown']);
  });

  test('an inline style with an escaped property hides its words', () => {
    expect(read(p('style="disp\\6c ay: none"'))?.verdict).toBe('unchecked');
  });

  test.each([
    ['dark mode', styled('@media (prefers-color-scheme: dark) { .aside { display: none } }')],
    [
      'narrow screens in range syntax',
      styled('@media (width < 40em) { .aside { display: none } }'),
    ],
    [
      'screens whose pointer cannot hover',
      styled('@media (hover: none) { .aside { display: none } }'),
    ],
  ])('but not when it is for %s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

describe('content that browsers may show only in part, or not at all, sets the flag', () => {
  test.each([
    ['a popover', `<div popover>${QUOTE}.</div>`],
    ['reversed letters', `<bdo dir="rtl">${QUOTE}.</bdo>`],
    ['the definitions of an SVG drawing', `<svg><defs><text>${QUOTE}.</text></defs></svg>`],
    ['an SVG drawing', `<svg width="0" height="0"><text fill="none">${QUOTE}.</text></svg>`],
    [
      'an mphantom element of a formula',
      `<math><mphantom><mtext>${QUOTE}.</mtext></mphantom></math>`,
    ],
    [
      'an annotation of a formula',
      `<math><semantics><mi>x</mi><annotation-xml encoding="text/html"><p>${QUOTE}.</p></annotation-xml></semantics></math>`,
    ],
  ])('%s', (_name, html) => {
    expect(read(html)?.flags).toContain('visibility-unknown');
  });

  test.each([
    ['the children of a shadow host without a slot', `<p>The gate was open.</p>`, `${QUOTE}.`],
    [
      'the children of a shadow host with only a named slot',
      '<slot name="other"></slot>',
      `${QUOTE}.`,
    ],
    [
      'the children of a shadow host with a hidden slot',
      '<style>slot{display:none}</style><slot></slot>',
      `${QUOTE}.`,
    ],
  ])('%s', (_name, shadow, children) => {
    const html = `<div><template shadowrootmode="open">${shadow}</template>${children}</div>`;
    expect(read(html)?.flags).toContain('visibility-unknown');
  });

  test('but the children of a shadow host with a slot set no flag', () => {
    const host = `<div><template shadowrootmode="open"><slot></slot></template>${QUOTE}.</div>`;
    expect(read(host)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test.each([
    ['after a syntax error', '<p>one<br></p>', ''],
    ['with a style sheet in a processing instruction', '', '<?xml-stylesheet href="a.css"?>'],
  ])('text in XHTML %s', (_name, inside, before) => {
    const html = `<?xml version="1.0"?>${before}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Dam</title></head><body>${inside}<p>${QUOTE}.</p></body></html>`;
    expect(read(html, 'application/xhtml+xml')?.flags).toContain('visibility-unknown');
  });
});

describe('a quote does not pass without a flag when a style may show another word inside the passage', () => {
  const turned = (inner: string) => `<p>${QUOTE.replace('held', `${inner} held`)}.</p>`;
  test.each([
    ['a comment in the style', turned('<b style="/*;display:none*/">never</b>')],
    ['a string in the style', turned(`<b style='content:";display:none"'>never</b>`)],
    [
      'an invalid declaration after a valid one',
      turned('<b style="display:inline;display:none none">never</b>'),
    ],
    [
      'an important declaration before another one',
      turned('<b style="display:inline!important;display:none">never</b>'),
    ],
    ['a declaration inside an address', turned('<b style="x:url(a;display:none)">never</b>')],
    [
      'a visible element inside a hidden one',
      `<style>i{visibility:visible}</style>${turned('<b style="visibility:hidden"><i>never</i></b>')}`,
    ],
    [
      'a rule that shows a script',
      `<style>script{display:inline}</style>${turned('<script>never</script>')}`,
    ],
    [
      'an inline style that overrides the hidden attribute',
      turned('<b hidden style="display: inline">never</b>'),
    ],
    [
      'a rule that overrides the hidden attribute',
      `<style>b { display: inline }</style>${turned('<b hidden>never</b>')}`,
    ],
    [
      'an important rule that overrides an inline style',
      `<style>b { display: inline !important }</style>${turned('<b style="display: none">never</b>')}`,
    ],
    [
      'a rule that shows a dialog',
      `<style>dialog { display: inline }</style>${turned('<dialog>never</dialog>')}`,
    ],
    [
      'a shadow tree that contains the word',
      turned('<span><template shadowrootmode="open">never</template></span>'),
    ],
  ])('%s', (_name, html) => {
    const judged = read(html);
    expect(judged?.verdict === 'altered' || judged?.flags.includes('visibility-unknown')).toBe(
      true,
    );
  });

  test.each([
    ['before an element', 'b::before { content: "never " }', turned('<b></b>')],
    [
      'after a word',
      'b::after { content: " never" }',
      `<p>${QUOTE.replace('dam', '<b>dam</b>')}.</p>`,
    ],
    [
      'from an attribute',
      'b::before { content: attr(data-word) }',
      turned('<b data-word="never"></b>'),
    ],
  ])('words that a style generates %s set the flag', (_name, css, html) => {
    expect(read(`<style>${css}</style>${html}`)?.flags).toContain('visibility-unknown');
  });

  test('but punctuation that a style generates sets no flag', () => {
    const html = `<style>b::before { content: "\\201c" } b::after { content: "" }</style><p>${QUOTE.replace('dam', '<b>dam</b>')}.</p>`;
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

test('reads a page with very many rules and elements', () => {
  const rules = Array.from({ length: 3_000 }, (_, at) => `.x${at} { display: none }`).join('');
  const elements = Array.from({ length: 3_000 }, (_, at) => `<i class="x${at} hidden">a</i>`);
  expect(read(`<style>${rules}</style>${elements.join('')}${p('')}`)).toMatchObject({
    verdict: 'verbatim',
    flags: [],
  });
});

const slotted = (shadow: string, child = p(''), mode = 'shadowrootmode=open') =>
  `<div class=host><template ${mode}>${shadow}</template>${child}</div>`;

/* Pages of the second attack. Chromium shows the quote in none of them. */
describe('an attack by a page', () => {
  test.each<readonly [string, string]>([
    ['declares in a scope', styled('@scope (.aside) { display: none; b { color: red } }')],
    [
      'limits the height as most windows do',
      styled('@media (max-height: 1000px) { .aside { display: none } }'),
    ],
    [
      'has a comment in the media of a style',
      `<style media="screen /* print */">.aside { display: none }</style>${p('class="aside"')}`,
    ],
    ['hides a slot by its style', slotted('<slot style="display: none"></slot>')],
    ['hides a slot by an attribute', slotted('<slot hidden></slot>')],
    ['names a slot that does not exist', slotted('<slot></slot>', p('slot="nowhere"'))],
    [
      'assigns no slot',
      slotted('<slot></slot>', p(''), 'shadowrootmode=open shadowrootslotassignment=manual'),
    ],
    [
      'hides a part of a shadow tree',
      `<style>.host::part(x) { display: none }</style>${slotted('<div part=x><slot></slot></div>')}`,
    ],
    [
      'shows the parts of the passage in another order',
      slotted(
        '<slot name=a></slot><slot></slot>',
        '<i>The old dam held</i> <i slot=a>through the night of the flood</i>',
      ),
    ],
    ['reorders letters by a character', `<p>\u202e${QUOTE}.</p>`],
    [
      'has an element with an inner part that browsers do not show',
      `<geolocation>${QUOTE}</geolocation>`,
    ],
    ...[
      'font-size: calc(16px - 16px)',
      'font-size: calc(1px * (sibling-index() - 1))',
      'font-size: calc(16px / 64)',
      'font-size: min(1px, 1em)',
      'font: calc(16px - 16px) / 1 serif',
      'font-size: max(0px, (2000px - 100vw) * -1)',
      'line-height: calc(16px - 16px); overflow: hidden',
      'height: calc(100% - 100%); overflow: hidden',
      'height: calc-size(auto, 0px); overflow: hidden',
      'position: absolute; left: calc(-99px * 99)',
      'transform: translateX(calc(-99px * 99))',
      'position: absolute; z-index: calc(0 - 1)',
      'margin-inline-start: -100vw',
      'color: rgb(0 0 0 / none)',
      'color: rgba(0, 0, 0, calc(1 - 1))',
      'color: light-dark(transparent, black)',
      'color: color-mix(in srgb, transparent, rgb(0 0 0 / 0))',
      'color: color-mix(in srgb, red 1%, transparent)',
      'color: red; background: currentcolor',
      'color: red; background: linear-gradient(red, red)',
      'color: #123456; background: rgb(18, 52, 86)',
      'display: table-column',
      'grid-template: 0px / 0px; overflow: hidden',
      'transform: perspective(1px) translateZ(2px)',
      '-webkit-text-stroke: 9px white',
      '-webkit-text-stroke: 1em white',
      'filter: brightness(9) invert(1)',
    ].map((css) => [css, styled(`.aside { ${css} }`)] as const),
    ...['<number> 0 opacity', '<length> 0px font-size', '<color> transparent color'].map((each) => {
      const [syntax, value, name] = each.split(' ');
      const css = `@property --x { syntax: "${syntax}"; inherits: false; initial-value: ${value} }`;
      return [
        `declares the value of ${name}`,
        styled(`${css} .aside { ${name}: var(--x) }`),
      ] as const;
    }),
    [
      'shows a passage only for moments, again and again',
      styled(
        '@keyframes x { 0%, 99% { opacity: 0 } 100% { opacity: 1 } } .aside { animation: x 29s infinite }',
      ),
    ],
    ...[
      '@import/**/"data:text/css,p{display:none}";',
      '@\\69mport "data:text/css,p{display:none}";',
      '@import "d\\61ta:text/css,p{display:none}";',
      '@import u\\72l(data:text/css,p{display:none});',
      '@import url(" data:text/css,p{display:none}");',
    ].map((css) => [css, styled(css)] as const),
    [
      'has a style sheet in an address with a space',
      `<link rel=stylesheet href=" data:text/css,p{}">${p('')}`,
    ],
    [
      'has a style sheet in an address with a line break',
      `<link rel=stylesheet href="da\nta:text/css,p{}">${p('')}`,
    ],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: ['visibility-unknown'] });
  });

  test.each<readonly [string, string]>([
    ['in the head', `<noscript>${p('')}</noscript>`],
    [
      'that a comment seems to contain',
      `<body><noscript><!--</noscript><style>p { display: none }</style><!-- --></noscript>${p('')}`,
    ],
  ])('has words in a noscript %s', (_name, html) => {
    const judged = read(html);
    expect(judged?.verdict === 'verbatim' && judged.flags.length === 0).toBe(false);
  });
});

describe('where a page may hide a copy of the quote', () => {
  const before = 'The clerk of the river wrote that';
  const after = 'and that no boat was lost below it.';
  const pin: Partial<JudgedPin> = {
    selectors: {
      quote: { exact: QUOTE, prefix: `${before} `, suffix: ` ${after}` },
      position: { start: 40, end: 40 + QUOTE.length },
    },
    directive: { start: QUOTE },
  };
  const told = (html: string) => read(html, 'text/html', false, pin);
  const quoted = `<p>${before} ${QUOTE} ${after}</p>`;
  const copy = (words: string) => styled('.aside { display: none }').replace(`${QUOTE}.`, words);

  test('the visible quote counts, although the link leads to the hidden copy first', () => {
    const judged = told(`${copy(QUOTE)}${quoted}`);
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: ['ambiguous'] });
    expect(judged?.evidence.passage?.before).toContain(before);
  });

  test('a hidden copy does not pass between words that are not the recorded ones', () => {
    expect(told(`${copy(QUOTE)}<p>${before} nothing ${after}</p>`)).toMatchObject({
      verdict: 'unchecked',
      evidence: { reason: 'not-found-not-rendered' },
    });
  });

  test('a hidden copy passes with a doubt between the recorded words', () => {
    expect(told(copy(`${before} ${QUOTE} ${after}`))).toMatchObject({
      verdict: 'verbatim',
      flags: ['visibility-unknown'],
    });
  });
});

describe('no doubt comes from', () => {
  test.each<readonly [string, string]>([
    ...[
      'font-size: clamp(1rem, 0.5rem + 2vw, 3rem)',
      'font-size: calc(1em + 1vw)',
      'line-height: calc(1em + 8px); overflow: hidden',
      'max-height: calc(100vh - 64px); overflow: auto',
      'margin-left: calc(50% - 50vw)',
      'color: color-mix(in srgb, black 60%, transparent)',
      'color: rgb(0 0 0 / 87%)',
      'color: light-dark(#111, #eee)',
      'color: black; background: linear-gradient(white, #eee)',
      '-webkit-text-stroke: 0.5px black',
      'filter: drop-shadow(0 0 2px black)',
      'transform: translateX(calc(50% - 10px))',
      'grid-template: auto / 1fr 1fr',
    ].map((css) => [css, styled(`.aside { ${css} }`)] as const),
    [
      'a shadow tree that shows all children',
      slotted('<div class="box"><slot></slot><slot name="aside"></slot></div>'),
    ],
    [
      'an import of a style sheet beside an image in the data',
      styled('@import url(fonts.css); b { background: url(data:image/png;base64,AA) }'),
    ],
    [
      'a limit for very low windows',
      styled('@media (max-height: 400px) { .aside { display: none } }'),
    ],
    ['a noscript element with an image', `<body><noscript><img src=pixel.png></noscript>${p('')}`],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

test('a body that a browser may decode in another way sets the flag', () => {
  expect(read(p(''), 'text/html', true)).toMatchObject({
    verdict: 'verbatim',
    flags: ['visibility-unknown'],
  });
});
