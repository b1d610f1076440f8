import { ARCHIVE, archiveCopy, rawOf, TIMEGATE } from './harness/archive';
import { expect, test } from './harness/fixtures';
import { articleWith } from './harness/made-pages';
import { CLIPPED_AT, storeClips } from './harness/store-clips';
import { cardWith, verifyReport } from './harness/verification';

const quoteOf = (name: string) => `On the page called ${name} the water stood at the second mark.`;
const pageOf = (name: string) => `http://${name}.example/2026/page`;
const NAMES = ['amber', 'birch', 'cedar', 'delta', 'ember', 'flint'];
/** Twelve hours after the clips. */
const AT = '20260503210000';
const DATETIME = 'Sun, 03 May 2026 21:00:00 GMT';
const ISO = '2026-05-03T21:00:00.000Z';

test("a page that is gone is looked up in the user's archive, and the result is shown beside the verdict", {
  tag: '@long',
}, async ({ launch, pages }) => {
  const extension = await launch({
    origins: [...NAMES, 'archive'].flatMap((name) => [
      `http://${name}.example/*`,
      `https://${name}.example/*`,
    ]),
  });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await storeClips(
    panel,
    NAMES.map((name) => {
      return { url: pageOf(name), passages: [quoteOf(name)], quote: quoteOf(name) };
    }),
  );
  await panel.reload();
  const gone = { status: 404, body: '<!doctype html><title>Not found</title><p>Not found.</p>' };
  for (const name of NAMES) pages.replace(pageOf(name), gone);
  pages.replace(pageOf('flint'), articleWith([quoteOf('flint')]));
  const copyOf = (name: string, passage: string) =>
    archiveCopy(pages, {
      url: pageOf(name),
      html: articleWith([passage]),
      at: AT,
      datetime: DATETIME,
    });
  copyOf('amber', quoteOf('amber'));
  copyOf('birch', quoteOf('birch').replace('second', 'third'));
  copyOf('cedar', 'Nothing was written down that evening.');
  // The archive has no copy of delta, and does not mark the response for ember as a copy.
  pages.replace(TIMEGATE + pageOf('delta'), gone);
  pages.replace(TIMEGATE + pageOf('ember'), articleWith([quoteOf('ember')]));
  copyOf('flint', quoteOf('flint'));
  const asked = () => pages.requests.filter(({ url }) => url.startsWith(ARCHIVE));

  await test.step('off until it is turned on', async () => {
    const checks = await verifyReport(panel);
    expect(checks.map(({ verdict }) => verdict)).toEqual([
      ...NAMES.slice(0, 5).map(() => 'gone'),
      'verbatim',
    ]);
    expect(asked()).toEqual([]);
  });

  await test.step('turned on in the settings, which explain what is sent to whom', async () => {
    const options = await extension.openExtensionPage('options.html');
    await options.getByLabel('Address of the archive’s TimeGate').fill(TIMEGATE);
    await expect(options.getByText(/^archive\.example receives the address of each/)).toBeVisible();
    await options.getByRole('button', { name: 'Allow and turn on', exact: true }).click();
    await expect(
      options.getByText('Pages that are gone are looked up at archive.example.'),
    ).toBeVisible();
    await options.close();
  });

  pages.requests.length = 0;
  const checks = await verifyReport(panel);
  const archive = checks.map(({ verdict, flags, reader, evidence }) => {
    const step = evidence.steps?.find((each) => each.reader === 'memento');
    const said = step && [step.verdict, step.reason, step.mementoDatetime ?? null, step.url];
    return [verdict, flags.includes('read-from-archive'), reader, said ?? null];
  });
  const copy = (name: string) => rawOf({ url: pageOf(name), at: AT });
  expect(archive).toEqual([
    ['gone', true, 'memento', ['verbatim', null, ISO, copy('amber')]],
    ['gone', true, 'memento', ['altered', 'words-changed', ISO, copy('birch')]],
    ['gone', true, 'memento', ['unchecked', 'not-found-not-rendered', ISO, copy('cedar')]],
    ['gone', false, 'fetch', ['unchecked', 'no-memento', null, TIMEGATE + pageOf('delta')]],
    ['gone', false, 'fetch', ['unchecked', 'no-memento', null, TIMEGATE + pageOf('ember')]],
    ['verbatim', false, 'fetch', null],
  ]);
  // The archive got one request for each missing page, for the time of the clip and without
  // anything that identifies the user.
  const gates = asked().filter(({ url }) => url.startsWith(TIMEGATE));
  expect(gates.map(({ url }) => url).sort()).toEqual(
    NAMES.slice(0, 5).map((name) => TIMEGATE + pageOf(name)),
  );
  for (const { headers, url } of asked()) {
    expect(headers['accept-datetime'], url).toBe(new Date(CLIPPED_AT).toUTCString());
    expect(headers.cookie, url).toBeUndefined();
    expect(headers.referer, url).toBeUndefined();
  }

  await test.step('the panel describes it in words, with the day and a link to the copy', async () => {
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date(ISO));
    const amber = cardWith(panel, 'called amber');
    await expect(amber.locator('.source-line .verdict')).toHaveText('Page gone');
    await expect(amber).toContainText(`The archive’s copy of ${day}`);
    await expect(amber).toContainText(/contains the quote\./);
    await expect(cardWith(panel, 'called birch')).toContainText(
      /contains the quote in different words\./,
    );
    await expect(cardWith(panel, 'called cedar')).toContainText(/does not contain the quote\./);
    for (const name of ['delta', 'ember', 'flint']) {
      await expect(cardWith(panel, `called ${name}`)).not.toContainText('The archive’s copy');
    }
    await amber.getByRole('button', { name: /^Checked/ }).click();
    // The card shows the passage of the copy and says so.
    await expect(amber.locator('dt', { hasText: `Copy of ${day}` })).toBeVisible();
    await expect(amber.locator('dt', { hasText: 'On the page' })).toHaveCount(0);
    await expect(amber.getByRole('link', { name: `Copy of ${day}` })).toHaveAttribute(
      'href',
      copy('amber'),
    );
  });
});
