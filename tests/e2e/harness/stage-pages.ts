import { column, makePdf } from '@/tests/fixtures/make-pdf';
import type { CheckFlag, CheckReason, Verdict } from '@/utils/model/evidence';
import { articleWith } from './made-pages';

export const QUOTE = 'The river rose by 61 centimetres overnight';

/** A served page, and what the ladder must make of the quote on it. */
export interface StageCase {
  readonly name: string;
  readonly url: string;
  readonly html: string | Uint8Array;
  /** The default is HTML. */
  readonly type?: string;
  readonly status?: number;
  readonly verdict: Verdict;
  readonly reason?: CheckReason;
  readonly flags?: readonly CheckFlag[];
  readonly reader: 'fetch' | 'render';
}

const RENDERED = ['read-by-rendering'] as const;
const STAGE = 'http://stage.example';

/** A page that is empty until a script inserts the article. */
function shell(script: string): string {
  const body = JSON.stringify(/<body>(.*)<\/body>/s.exec(articleWith([QUOTE]))?.[1] ?? '');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Books</title></head>
<body><div id="root"></div><script>
const article = ${body.replaceAll('</', '<\\/')};
const without = article.replaceAll(${JSON.stringify(QUOTE)}, 'Nothing was written down that night');
const show = (html) => { document.getElementById('root').innerHTML = html; };
${script}
</script></body></html>`;
}

/** An article that a script changes. */
function article(script: string, passages: readonly string[] = []): string {
  return articleWith(passages).replace('</body>', `<script>${script}</script></body>`);
}

const ADD = `const p = document.createElement('p'); p.textContent = ${JSON.stringify(QUOTE)}; `;
const FAR = `
const far = document.createElement('div');
far.style.cssText = 'margin-top: 6000px; min-height: 40px';
document.querySelector('main').append(far);
const onSight = (act) => new IntersectionObserver(([entry], watch) => {
  if (!entry.isIntersecting) return;
  watch.disconnect();
  act();
}).observe(far);`;
/** A login page. More can be appended to it. */
export const LOGIN = `<!doctype html><html lang="en"><head><title>Sign in</title></head><body>
<h1>Sign in</h1><form><input type="email"><input type="password"><button>Sign in</button></form>`;

/** @param privatePort Port of a server to which nothing may be redirected. */
export function stageCases(privatePort: number): readonly StageCase[] {
  const rendered = { reader: 'render', flags: RENDERED } as const;
  return [
    {
      name: 'text that a script puts into an empty page',
      url: `${STAGE}/shell`,
      html: shell('show(article);'),
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'text that comes three seconds late',
      url: `${STAGE}/late`,
      html: article(
        `setTimeout(() => { ${ADD} document.querySelector('main').append(p); }, 3000);`,
      ),
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'text that loads as it comes into view',
      url: `${STAGE}/lazy`,
      html: article(`${FAR} onSight(() => { ${ADD} far.append(p); });`),
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'text that stands nowhere, on a page shown in full',
      url: `${STAGE}/without`,
      html: shell('show(without);'),
      verdict: 'missing',
      reason: 'nothing-close',
      ...rendered,
    },
    {
      name: 'a figure that a script sets right',
      url: `${STAGE}/figure`,
      html: article(
        `document.body.innerHTML = document.body.innerHTML.replace('68 cent', '61 cent');`,
        [QUOTE.replace('61', '68')],
      ),
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'a login, past which the user is in their own session',
      url: `${STAGE}/members`,
      html: `${LOGIN}<script>
        if (document.cookie.includes('session=mine')) document.body.innerHTML = ${JSON.stringify(
          articleWith([QUOTE]),
        ).replaceAll('</', '<\\/')};
      </script></body></html>`,
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'a page that its fragment names',
      url: `${STAGE}/app#/two`,
      html: shell(`show(location.hash === '#/two' ? article : without);`),
      verdict: 'verbatim',
      ...rendered,
    },
    {
      name: 'a script that leads to a site that was not granted',
      url: `${STAGE}/away`,
      html: shell(`location.replace('http://stranger.example/there');`),
      verdict: 'unchecked',
      reason: 'redirects-to-ungranted',
      reader: 'fetch',
    },
    {
      name: 'a script that leads to a private address',
      url: `${STAGE}/inside`,
      html: shell(`location.replace('http://127.0.0.1:${privatePort.toString()}/admin');`),
      verdict: 'unchecked',
      reason: 'private-address',
      reader: 'fetch',
    },
    {
      name: 'a page that is gone is not opened',
      url: `${STAGE}/gone`,
      html: shell('show(article);'),
      status: 404,
      verdict: 'gone',
      reason: 'status-gone',
      reader: 'fetch',
    },
    {
      name: 'a PDF with another figure, which no window shows otherwise',
      url: `${STAGE}/report.pdf`,
      html: makePdf({ pages: [column([`${QUOTE.replace('61', '68')}, and fell again.`])] }),
      type: 'application/pdf',
      verdict: 'altered',
      reason: 'words-changed',
      flags: ['directive-in-pdf'],
      reader: 'fetch',
    },
    {
      name: 'a quote that stands as fetched needs no window',
      url: `${STAGE}/plain`,
      html: article(`document.body.innerHTML = '';`, [QUOTE]),
      verdict: 'verbatim',
      flags: [],
      reader: 'fetch',
    },
  ];
}

const ON_SIGHT = 'Eels were caught below the weir on nine days in August';

/**
 * One page for three quotes: the first appears three seconds late, the second when it is scrolled
 * into view, the third never.
 */
export const SLOW_TO_SHOW = {
  url: `${STAGE}/slow-to-show`,
  quotes: [QUOTE, ON_SIGHT, 'The toll for barges was doubled in the winter of the flood'],
  html: article(`
    const add = (text, to) => {
      const p = document.createElement('p');
      p.textContent = text;
      to.append(p);
    };
    ${FAR}
    onSight(() => add(${JSON.stringify(ON_SIGHT)}, far));
    setTimeout(() => add(${JSON.stringify(QUOTE)}, document.querySelector('article')), 3000);`),
} as const;
