import { clipPassage } from './harness/clip-passage';
import { chooseFormat, downloadFrom, openExport } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import { createReport } from './harness/panel';

test.use({ inCommon: true });

const FEED = 'http://hydrology.example/chirps';
const WEBLOG = 'http://hydrology.example/weblog';
const STORY = 'http://hydrology.example/story';

const CHIRPS = `<!doctype html><html lang="en"><title>@watch on Chirp</title><h1>@watch</h1>
  <article id="p3"><p>The lake is at its lowest since spring.</p><time datetime="2026-11-20">20 Nov</time></article>
  <article id="p2"><p>Two of the weirs were opened.</p><time datetime="2026-11-18">18 Nov</time></article>
  <article id="p1"><p>Levels are not flows, as ever.</p><time datetime="2026-11-15">15 Nov</time></article>`;

const post = (
  path: string,
  title: string,
  author: string,
  date: string,
  words: string,
  text: string,
) =>
  `<article class="post"><h2><a href="/weblog/${path}">${title}</a></h2>
   <p class="meta">By ${author}, <time datetime="${date}">${words}</time></p><p>${text}</p></article>`;
const POSTS = `<!doctype html><html lang="en"><head><title>Lake weblog</title>
  <script type="application/ld+json">{"@type":"Blog","name":"Lake weblog","blogPost":[{"@type":"BlogPosting",
   "headline":"The weir opens","datePublished":"2026-11-30","author":{"name":"Eva Roth"}}]}</script></head>
  <body><h1>Lake weblog</h1>
  ${post('weir', 'The weir opens', 'Eva Roth', '2026-11-30', '30 November 2026', 'It was opened after two weak months.')}
  ${post('shore', 'The shore cools', 'Karl Lind', '2026-09-14', '14 September 2026', 'The shore was colder than in four years.')}`;

const COMMENTED = `<!doctype html><html lang="en"><title>The dam</title><article>
  <h1>The dam</h1><p class="byline">By Ann Field <time datetime="2026-10-02">2 October</time></p>
  <p>${'The dam is older than the town that was built around it. '.repeat(20)}</p>
  <p>One of its gates is missing.</p></article>
  <ul><li class="comment" id="c1"><b class="comment-author">Bo Marsh</b> <time datetime="2026-10-09">9 October</time>
  <p>There never was a second gate.</p></li></ul>`;

test('a clip of one of several posts has the date and the author of that post', async ({
  extension,
  pages,
}) => {
  pages.replace(FEED, CHIRPS);
  pages.replace(WEBLOG, POSTS);
  pages.replace(STORY, COMMENTED);
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Posts');
  const page = await extension.context.newPage();
  const clipped = async (url: string, text: string) => {
    await page.goto(url);
    await clipPassage(extension, page, { text });
    const { sources = [] } = await dumpLibrary(panel);
    const { title, authors, publishedAt } = sources.at(-1) as Record<string, unknown>;
    return [title, authors, publishedAt];
  };
  expect(await clipped(FEED, 'Levels are not flows, as ever.')).toEqual([
    '@watch on Chirp',
    [],
    '2026-11-15',
  ]);
  expect(await clipped(WEBLOG, 'The shore was colder than in four years.')).toEqual([
    'The shore cools',
    ['Karl Lind'],
    '2026-09-14',
  ]);
  expect(await clipped(STORY, 'There never was a second gate.')).toEqual([
    'The dam',
    ['Bo Marsh'],
    '2026-10-09',
  ]);
  expect(await clipped(STORY, 'One of its gates is missing.')).toEqual([
    'The dam',
    ['Ann Field'],
    '2026-10-02',
  ]);
  await panel.bringToFront();
  const sheet = await openExport(panel);
  await chooseFormat(sheet, 'RIS');
  const ris = (await downloadFrom(sheet)).bytes.toString('utf8');
  expect(ris).toContain('2026/11/15/');
  expect(ris).not.toContain('2026/11/20/');
});
