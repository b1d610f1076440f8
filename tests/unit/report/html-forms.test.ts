import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { citedItems, writeCslJson } from '@/utils/report/write-bibliography';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

/*
 * The forms of forms.test.ts as the HTML that chat tools, research tools and word processors
 * export: each read, attached to the right sentence, written back as it was read, and exported in
 * every style without the loss of a destination.
 */

const parse = async (html: string) => fromHtml(html, { fragment: true }).children;

async function markdownOf(html: string): Promise<string> {
  const read = await readPastedHtml(html, parse);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

interface Form {
  readonly name: string;
  readonly html: string;
  /** `words <= addresses`, in order. */
  readonly claims: readonly string[];
  /** `why text` for the marks that cite nothing. */
  readonly leftAlone?: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    name: 'a caption behind its image',
    html: `<p>Barges came (<a href="https://canal.example/">Canal</a>).</p>
      <p><img src="https://img.example/1.png" alt="Map">\nSource : IGN, <a href="https://map.example/">carte</a></p>`,
    claims: ['Barges came <= canal.example/'],
  },
  {
    name: 'numbers glued behind sentences',
    html: `<h1>Canal freight</h1><p>Barges carried 4.2 million tonnes in 2024.3, 5 A lock costs 3.5 million to mend.1
      Three of them,2 opened again; version 2.1 of the plan said seven. <strong>Two stay closed.</strong>5</p>
      <ul><li>Grain rose by 45 %.1</li><li>The rate was 12.4</li></ul><h4><strong>Works cited</strong></h4>
      <ol><li>Office, accessed November 3, 2025, <a href="https://canal.example/office">https://canal.example/office</a></li>
      <li>Lock notes. <a href="https://locks.example/notes#:~:text=opened%20again">https://locks.example/notes</a></li>
      <li>Tonnage by year, https://canal.example/tonnage</li><li>A book about locks.</li>
      <li><a href="https://grain.example/water">Grain by water</a></li></ol>`,
    claims: [
      'Barges carried 4.2 million tonnes in 2024. <= canal.example/tonnage grain.example/water',
      'A lock costs 3.5 million to mend. <= canal.example/office',
      'Three of them <= locks.example/notes',
      'Two stay closed. <= grain.example/water',
      'Grain rose by 45 %. <= canal.example/office',
    ],
    leftAlone: ['maybe-a-figure 4'],
  },
  {
    name: 'raised numbers without a link, one of them written by a script',
    html: `<p>Barges came.<sup data-turn-source-index="1"><!----></sup> Locks held.<span style="vertical-align: super">2, 3</span></p>
      <h3>Ouvrages cités</h3><ol><li><a href="https://canal.example/">Canal</a></li>
      <li>Locks, https://locks.example/</li><li><a href="https://weirs.example/">Weirs</a></li></ol>`,
    claims: ['Barges came. <= canal.example/', 'Locks held. <= locks.example/ weirs.example/'],
  },
  {
    name: 'words that are a link',
    html: `<p>Acme employs <a href="https://acme.example/people">90,000 people</a>. <a href="https://reuters.example/a">Reuters</a>
      said that it cut <a href="https://jobs.example/"><b>5,000</b> jobs</a>. The tool <a href="https://c3.example/">C3.Ai</a> helps.</p>`,
    claims: [
      'Acme employs 90,000 people <= acme.example/people',
      'Reuters said that it cut <= reuters.example/a',
      '5,000 jobs. <= jobs.example/',
      'The tool C3.Ai <= c3.example/',
    ],
  },
  {
    name: 'a list in the paragraph of its title, with line breaks',
    html: `<p>Eels came back [1], salmon did not [2].</p><p>Citations:<br>[1] <a href="https://eels.example/">https://eels.example/</a><br>[2] https://salmon.example/run</p>`,
    claims: ['Eels came back <= eels.example/', 'salmon did not <= salmon.example/run'],
  },
  {
    name: 'a list with words after it',
    html: `<p>Eels came back [1]. Salmon did not [2].</p><ol><li>Eels, <a href="https://eels.example/">eels.example</a></li>
      <li>Salmon, https://salmon.example/run</li></ol><p>Written by a tool. Check what matters.</p>`,
    claims: ['Eels came back <= eels.example/', 'Salmon did not <= salmon.example/run'],
  },
  {
    name: 'lists that begin again in each section',
    html: `<h1>A</h1><p>Eels came back [1][2].</p><h3>Quellen</h3><ol><li>https://eels.example/</li><li>https://weirs.example/</li></ol>
      <h1>B</h1><p>Otters eat them [1].</p><h3>Sources</h3><p>[1] https://otters.example/<br>[2] https://more.example/</p>`,
    claims: [
      'Eels came back <= eels.example/ weirs.example/',
      'Otters eat them <= otters.example/',
    ],
  },
  {
    name: 'a closing list of links without a heading',
    html: `<p>Eels came back (<a href="https://log.example/">Log</a>).</p><ul>
      <li><a href="https://eels.example/">Eel counts</a> – River trust, 2024</li><li><a href="https://weirs.example/">Weirs</a></li></ul>`,
    claims: ['Eels came back <= log.example/'],
  },
  {
    name: 'numbered terms as a list',
    html: `<p>Eels came back [1]. Otters eat them [2].</p><h2>References</h2><dl><dt>[1]</dt><dd><a href="https://eels.example/">Eels</a></dd>
      <dt>[2]</dt><dd>Otters, https://otters.example/</dd></dl>`,
    claims: ['Eels came back <= eels.example/', 'Otters eat them <= otters.example/'],
  },
  {
    name: 'a table as a list',
    html: `<p>Eels came back [1]. Otters eat them [2].</p><h2>Sources</h2><table><tr><th>No.</th><th>Page</th></tr>
      <tr><td>1</td><td><a href="https://eels.example/">Eels</a></td></tr><tr><td>[2]</td><td>https://otters.example/</td></tr></table>`,
    claims: ['Eels came back <= eels.example/', 'Otters eat them <= otters.example/'],
  },
  {
    name: 'lines of an editor without paragraphs',
    html: `<div>Eels came back.1 Otters eat them.2 Salmon did not.3</div><div><br></div><div><b>References:</b></div>
      <div>1. <a href="https://eels.example/">Eels</a></div><div>2. <a href="https://otters.example/">Otters</a></div><div>3. https://salmon.example/</div>`,
    claims: [
      'Eels came back. <= eels.example/',
      'Otters eat them. <= otters.example/',
      'Salmon did not. <= salmon.example/',
    ],
  },
  {
    name: 'chips that name a site and count others',
    html: `<p>Eels came back. <span class="chip"><a href="https://eels.example/a#:~:text=Eels%20came"><span>eels.example</span><span>+2</span></a></span>
      Otters eat them. <a href="https://otters.example/">otters.example</a> <a href="https://weirs.example/">weirs.example</a></p>
      <p>The site <a href="https://log.example/">log.example</a> has a log.</p>`,
    claims: [
      'Eels came back. <= eels.example/a',
      'Otters eat them. <= otters.example/ weirs.example/',
      'The site log.example <= log.example/',
    ],
  },
  {
    name: 'marks in a hidden element',
    html: `<p>Eels came back.<sup><a href="#fn1">1</a></sup> <span style="display:none"><sup><a href="#fn2">2</a></sup><a href="https://hidden.example/">h</a></span></p>
      <div style="display: none"><p>See <a href="https://hidden.example/b">this</a>.</p></div><p>Otters eat them.<sup><a href="#fn2">2</a></sup></p>
      <ol><li id="fn1"><a href="https://eels.example/">Eels</a></li><li id="fn2"><a href="https://otters.example/">Otters</a></li></ol>`,
    claims: ['Eels came back. <= eels.example/', 'Otters eat them. <= otters.example/'],
  },
  {
    name: 'leftover marks of tools beside a citation',
    html: `<p>It rose [cite: 3]. It fell :contentReference[oaicite:3]{index=3}. It froze.citeturn0search1 It thawed (<a href="https://log.example/">Log</a>).</p>`,
    claims: ['It froze.citeturn0search1 It thawed <= log.example/'],
  },
];

describe.each(FORMS)('$name, as HTML', ({ html, claims, leftAlone = [] }) => {
  test('stand behind their sentences', async () => {
    const text = await markdownOf(html);
    expect(claimsOf(text)).toEqual(claims);
    const { leftAlone: left } = readReport(text).importReport;
    expect(left.map(({ why, text: mark }) => `${why} ${mark}`)).toEqual(leftAlone);
  });

  test('are written back byte for byte', async () => {
    const text = await markdownOf(html);
    expect(writeMarkdown(importedReport(readReport(text)))).toBe(text);
  });

  test.each(WRITE_STYLES)('keep every destination in the style %s', async (style) => {
    const report = importedReport(readReport(await markdownOf(html)));
    const hrefs = new Set(report.content.citations.map(({ href }) => href ?? ''));
    expect(hrefs.size).toBeGreaterThan(0);
    const written = writeMarkdown(report, { style });
    // A bibliography names pages.
    const namesPages = style === 'pandoc';
    const all = namesPages ? written + writeCslJson(citedItems(report)) : written;
    for (const href of hrefs) {
      expect(all).toContain(namesPages ? removeFragmentDirective(href) : href);
    }
  });
});

describe('notes in the middle of a page', () => {
  const marks =
    '<p>Eels came.<sup><a href="#n2">2</a></sup> So did otters.<sup><a href="#n1">1</a></sup></p>';
  const eels = '<a href="https://eels.example/">Eels</a>';
  const otters = '<a href="https://otters.example/">Otters</a>';
  const lists: [string, string][] = [
    ['a list', `<ol><li id="n1">${otters}</li><li id="n2">${eels}</li></ol>`],
    [
      'lists in lists, in a section',
      `<section><ul><li><ol><li id="n1"><p>${otters}</p></li></ol></li><li><p id="n2">${eels}</p></li></ul></section>`,
    ],
    [
      'a table',
      `<table><tr><td id="n1">${otters}</td></tr><tr><td id="n2">${eels}</td></tr></table>`,
    ],
    ['a quote', `<blockquote><p id="n1">${otters}</p><p id="n2">${eels}</p></blockquote>`],
    [
      'notes of which one is in another',
      `<div><p id="n1">${otters}</p><div><p id="n2">${eels}</p></div></div>`,
    ],
  ];
  const cases = lists.flatMap(([form, list]) =>
    ['Notes', 'Références'].map((title) => [form, title, list] as const),
  );
  test.each(cases)('as %s stay below the heading %s', async (_, title, list) => {
    const html = `<main><h1>River</h1>${marks}<h2>${title}</h2>${list}<h2>Annex</h2><p>It ends.</p></main>`;
    const text = await markdownOf(html);
    const { sections, statements } = readReport(text);
    const notes = sections.find((section) => section.title === title);
    const below = statements.filter(({ sectionId }) => sectionId === notes?.id);
    expect(below.map(({ text: words }) => words)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\[\^1\]: .*otters/u),
        expect.stringMatching(/^\[\^2\]: .*eels/u),
      ]),
    );
    expect(text).toMatch(/## Annex\n\nIt ends\.\s*$/u);
    expect(claimsOf(text)).toEqual([
      'Eels came. <= eels.example/',
      'So did otters. <= otters.example/',
    ]);
  });
});
