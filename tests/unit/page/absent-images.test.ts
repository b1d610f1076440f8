import { describe, expect, test } from 'vitest';
import { absentImages } from '@/utils/page/absent-images';
import { judgePage, parseBody } from '@/utils/page/judge-page';
import { cpuTime } from '../cpu-time';
import { measureGrowth, pumped } from '../growth';
import { clipOf } from '../verify/quote-fixture';

const ADDRESS = 'https://rivers.example/dam';
const IMAGE = 'https://rivers.example/files/chart.png';
const QUOTE = 'Figure 1. The level of the river in the night of the flood';
const FILLER =
  'The wardens of the valley counted the boats in the harbour again and wrote the number down.';

function judgedOn(body: string, images: readonly string[] = [IMAGE], quote = QUOTE) {
  const html = `<!doctype html><title>Dam</title><p>${FILLER}</p><figure>${body}<figcaption>${QUOTE}</figcaption></figure>`;
  const { judgements } = judgePage(
    html,
    { requestedUrl: ADDRESS, finalUrl: ADDRESS, status: 200, contentType: 'text/html' },
    [{ ...clipOf(quote), images }],
  );
  return judgements[0];
}

const flagsOf = (body: string, image = IMAGE) => judgedOn(body, [image])?.flags;

describe('the image of a clip', () => {
  test('a pass has a reservation if the page no longer has the image of the clip', () => {
    expect(judgedOn('')).toMatchObject({ verdict: 'verbatim', flags: ['image-gone'] });
    expect(flagsOf('<img src="/files/other.png">')).toEqual(['image-gone']);
    expect(flagsOf('<img src="/files/old-chart.png" alt="chart.png">')).toEqual(['image-gone']);
  });

  test.each([
    ['as it was', '<img src="/files/chart.png">'],
    ['with another query', '<img src="/files/chart.png?v=7">'],
    ['at another host', '<img src="https://cdn.example/a/b/chart.png">'],
    ['in a set', '<img src="small.gif" srcset="x.png 1x, /files/chart.png?w=640 2x">'],
    ['of a picture', '<picture><source srcset="/files/chart.png"><img src="b.gif"></picture>'],
    ['that is loaded later', '<img src="data:," data-src="/files/chart.png">'],
    ['in an element of its own', '<lazy-image src="/files/chart.png"></lazy-image>'],
    ['without scripts', '<noscript><img src="/files/chart.png"></noscript>'],
    ['in a template', '<template><img src="/files/chart.png"></template>'],
    ['in a style', '<div style="background:url(/files/chart.png)"></div>'],
    ['in the data of a script', String.raw`<script>x={"src":"\/files\u002Fchart.png"}</script>`],
    ['through a resizer', '<img src="/_next/image?url=%2Ffiles%2Fchart.png&w=640">'],
    ['in another size', '<img src="/files/chart-1024x576.png">'],
    ['in another encoding', '<img src="/files/chart.png.webp">'],
    ['scaled by a blog', '<img src="/files/chart-scaled.png">'],
    ['in the size of a wiki', '<img src="/files/chart.png/500px-chart.png">'],
  ])('counts as there: %s', (_name, body) => {
    expect(flagsOf(body)).toEqual([]);
  });

  test.each([
    ['metadata', '<meta property="og:image" content="/files/chart.png">'],
    ['data for search engines', '<script type="application/ld+json">["/files/chart.png"]</script>'],
    ['a link', '<a href="/files/chart.png">Download</a>'],
    ['a comment', '<!-- <img src="/files/chart.png"> -->'],
  ])('is not shown by %s', (_name, body) => {
    expect(flagsOf(body)).toEqual(['image-gone']);
  });

  test.each([
    ['escaped letters', 'https://a.example/Pegel%20f%C3%BCr%20Mai.png', 'Pegel für Mai.png'],
    ['a resizer', 'https://a.example/_next/image?url=%2Fchart.png&w=64', '/chart.png'],
    ['no ending', 'https://a.example/media/8461?size=l', '/media/8461'],
    ['a size', 'https://a.example/chart-640x360.png', '/chart.png'],
  ])('is found by its name with %s', (_name, image, src) => {
    expect(flagsOf(`<img src="${src}">`, image)).toEqual([]);
    expect(flagsOf('<img src="other.png">', image)).toEqual(['image-gone']);
  });

  test.each([
    ['no address', []],
    ['an address without a name', ['https://a.example/?id=5']],
    ['an address that is none', ['nothing']],
    ['an address of its own bytes', ['data:image/png;base64,AAAA']],
    ['an address of its page alone', ['blob:https://a.example/4f0c-11']],
  ])('with %s is never missed', (_name, images) => {
    expect(judgedOn('', images)?.flags).toEqual([]);
  });

  test('a missing image is not mentioned if the words do not pass', () => {
    const judged = judgedOn('', [IMAGE], 'Nobody wrote these words about a river anywhere');
    expect(judged).toMatchObject({ verdict: 'unchecked', flags: [] });
  });

  test('looking for an image takes as long in nested elements as in one', () => {
    const costOf = (depth: number) => {
      const [open, close] = ['<noscript>'.repeat(depth), '</noscript>'.repeat(depth)];
      const body = `${open}${'word '.repeat(60_000)}${close}<p>${QUOTE}</p>`;
      const html = `<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`;
      const document = parseBody(html, 'xhtml');
      const start = cpuTime();
      expect(absentImages(document, [IMAGE]).size).toBe(1);
      return cpuTime() - start;
    };
    costOf(1);
    const flat = Math.min(costOf(1), costOf(1));
    expect(costOf(400) / flat).toBeLessThan(20);
  });

  test.each([
    ['broken escapes', '%41%'],
    ['short names', 'a,'],
    ['one long name', 'a'],
    ['sizes', '1x1-'],
  ])('is looked for in linear time among %s', (_name, pattern) => {
    const look = (value: string) => flagsOf(`<img src="${value}" srcset="${value}">`);
    expect(measureGrowth(look, pumped(pattern), 20_000)).toMatchObject({ isLinear: true });
  });
});
