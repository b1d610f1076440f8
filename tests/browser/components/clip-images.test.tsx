import './catalogue';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CheckDetails } from '../../../components/clip/CheckDetails';
import { CheckWords } from '../../../components/clip/CheckWords';
import { ClipCard } from '../../../components/clip/ClipCard';
import { FoundCard } from '../../../components/library/FoundCard';
import type { LibraryActs } from '../../../components/library/library-acts';
import { ConfirmCleanSheet } from '../../../components/review/ConfirmCleanSheet';
import { PassageCard } from '../../../components/review/PassageCard';
import '../../../components/review/review.css';
import type { Attachment } from '../../../utils/model/attachment';
import type { Verdict } from '../../../utils/model/evidence';
import { type ClipId, newId } from '../../../utils/model/ids';
import { makeAttachment } from '../../../utils/storage/make-attachment';
import type { LibraryReader } from '../../../utils/storage/read';
import { claims } from '../../unit/review/review-fixture';
import { QUIET_PORT, sampleView } from './samples';
import { byText, expectAccessible, show } from './stage';

type About = Partial<Parameters<typeof makeAttachment>[0]>;
type Read = Parameters<typeof makeAttachment>[1];

async function png(width = 60, height = 30): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return new Uint8Array(await blob!.arrayBuffer());
}

function attachment(about: About, read: Read): Promise<Attachment> {
  return makeAttachment(
    {
      id: newId<'attachment'>(),
      clipId: newId<'clip'>(),
      kind: 'image',
      takenAt: '2026-05-02T09:41:00.000Z',
      url: 'https://hydrology.example/charts/level%20of%20April.png?v=2',
      alt: 'The level, day by day',
      caption: '',
      width: 60,
      height: 30,
      ...about,
    },
    read,
  );
}

function card(images: readonly Attachment[], quote: string | null = null) {
  const view = sampleView({ quote });
  return show(
    <ClipCard
      view={{ ...view, clip: { ...view.clip, kind: 'image' }, images: images.map(({ id }) => id) }}
      onVerify={vi.fn()}
      onNote={vi.fn()}
      onCopyCitation={vi.fn()}
      port={{ ...QUIET_PORT, images: async () => ({ ok: true, value: images }) }}
      itemEntries={[]}
    />,
  );
}

const drawn = () =>
  vi.waitFor(() => {
    const image = document.querySelector<HTMLImageElement>('.clip-image img');
    expect(image?.naturalWidth).toBeGreaterThan(0);
    return image!;
  });

afterEach(() => vi.restoreAllMocks());

describe('the images of a clip', () => {
  test('show with their text from the page, and are released with the card', async () => {
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const stage = card([await attachment({}, { bytes: await png(), copy: 'file' })]);
    const image = await drawn();
    expect(image.alt).toBe('The level, day by day');
    expect(stage.textContent).toContain('An image on the page');
    await expectAccessible();
    expect(revoked).not.toHaveBeenCalled();
    show(<p>Gone</p>);
    await vi.waitFor(() => expect(revoked).toHaveBeenCalledExactlyOnceWith(image.src));
  });

  test('SVG images get no extension URL, because a tab would run their scripts', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text>é</text>' +
      '<script>document.documentElement.dataset.ran = "yes"</script></svg>';
    const bytes = new TextEncoder().encode(drawing);
    card([await attachment({}, { bytes, copy: 'file' })]);
    const { src } = await drawn();
    expect(new URL(src).protocol).toBe('data:');
    expect(await (await fetch(src)).text()).toBe(drawing);
  });

  test('are above their caption', async () => {
    const stage = card(
      [await attachment({}, { bytes: await png(), copy: 'file' })],
      'Figure 1. The level fell.',
    );
    const image = await drawn();
    const quote = stage.querySelector('blockquote')!;
    expect(quote.textContent).toBe('Figure 1. The level fell.');
    const order = image.compareDocumentPosition(quote);
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  test('a clip with an image says beside a pass that only its words were compared', async () => {
    const words = 'Only the words were compared, not the image';
    const view = (
      verdict: Verdict,
      images: readonly string[],
      kind: 'image' | 'quote' = 'quote',
    ) => {
      const sample = sampleView({ verdict });
      return { ...sample, clip: { ...sample.clip, kind }, images };
    };
    const reasonOf = (of: ReturnType<typeof view>) =>
      show(<CheckWords view={of} />).querySelector('.clip-reason')?.textContent ?? '';
    expect(reasonOf(view('verbatim', [newId<'attachment'>()], 'image'))).toContain(words);
    expect(reasonOf(view('moved', [], 'image'))).toContain(words);
    // A screenshot beside a quote.
    expect(reasonOf(view('typographic', [newId<'attachment'>()]))).toContain(words);
    expect(reasonOf(view('verbatim', []))).not.toContain(words);
    expect(reasonOf(view('altered', [newId<'attachment'>()], 'image'))).not.toContain(words);
    const passed = view('verbatim', [], 'image');
    const details = show(<CheckDetails view={passed} check={passed.check!} />);
    expect(details.textContent).toContain(`letter for letter. ${words}.`);
  });

  test('the library and the sheet that confirms claims say that only words were compared', () => {
    const words = 'Only the words were compared, not the image';
    const sample = sampleView({ verdict: 'verbatim' });
    const view = { ...sample, clip: { ...sample.clip, kind: 'image' as const } };
    const { clip, source, pin, check, note, tags } = view;
    const found = { clip, source, pin, check, note, tags, foreign: null, alts: [] };
    const acts = { show: vi.fn(), addHere: vi.fn() } as unknown as LibraryActs;
    const inLibrary = show(
      <FoundCard found={found as never} inReports={[]} terms={[]} acts={acts} addTo={null} />,
    );
    expect(inLibrary.textContent).toContain(words);
    const [made] = claims({ text: 'The level rose' });
    const item = { ...made!, passages: [{ ...made!.passages[0]!, evidence: view }] };
    const claim = { item, review: null as never, hints: [], triage: 'clean' as const };
    show(
      <ConfirmCleanSheet
        page="Lake"
        claims={[claim]}
        language="en"
        onConfirm={vi.fn()}
        onShow={vi.fn()}
        onClose={vi.fn()}
      />,
    );
    expect(document.querySelector('.clean-list')?.textContent).toContain(words);
  });

  test('open large with their details, and are saved under their own name', async () => {
    card([
      await attachment({ caption: 'Figure 1' }, { bytes: await png(), copy: 'shown' }),
      await attachment({ kind: 'screenshot', url: null }, { bytes: await png(), copy: 'shown' }),
    ]);
    await drawn();
    const opener = document.querySelector<HTMLElement>('.clip-image')!;
    opener.focus();
    await userEvent.keyboard('{Enter}');
    const sheet = document.querySelector<HTMLDialogElement>('dialog.sheet')!;
    expect(sheet.textContent).toContain('60 × 30 · PNG · ');
    expect(sheet.textContent).toContain('Figure 1');
    expect(sheet.textContent).toContain('not the site’s own file');
    const save = byText('Save the image') as HTMLAnchorElement;
    expect(save.download).toBe('level-of-April.png');
    expect(save.href).toMatch(/^blob:/);
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('dialog.sheet')).toBeNull();
    expect(document.activeElement).toBe(opener);

    await userEvent.click(document.querySelectorAll<HTMLElement>('.clip-image')[1]!);
    const title = document.querySelector('.sheet-title')?.textContent;
    expect(title).toMatch(/^Screenshot of .*2026/);
    expect((byText('Save the image') as HTMLAnchorElement).download).toBe(
      'screenshot-2026-05-02-09-41-00.png',
    );
  });

  test('that could not be fetched show the reason', async () => {
    const stage = card([
      await attachment({}, { bytes: null, why: 'other-site' }),
      await attachment({}, { bytes: new TextEncoder().encode('<html>'), copy: 'file' }),
    ]);
    await vi.waitFor(() => expect(stage.querySelectorAll('.clip-reason')).toHaveLength(2));
    expect(stage.textContent).toContain(
      'The level, day by day – The image itself was not kept: its site doesn’t let other sites read it',
    );
    expect(stage.textContent).toContain('it is of a kind that Pincite doesn’t keep.');
    expect(stage.querySelector('.clip-image')).toBeNull();
    await expectAccessible();
  });

  test('run no script, and an address that is not a web address is no link', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="top.ran=1">
      <script>top.ran = 1; parent.ran = 1; window.ran = 1</script></svg>`;
    const bytes = new TextEncoder().encode(svg);
    const stage = card([
      await attachment(
        { alt: '<img src=x onerror="window.ran=1">', url: 'javascript:window.ran=1' },
        { bytes, copy: 'file' },
      ),
    ]);
    await drawn();
    await userEvent.click(stage.querySelector('.clip-image')!);
    expect(document.querySelector('.sheet-title')?.textContent).toContain('<img src=x');
    expect(document.querySelector('.sheet a[href^="javascript"]')).toBeNull();
    expect(Reflect.get(window, 'ran')).toBeUndefined();
    expect((byText('Save the image') as HTMLAnchorElement).download).toMatch(/\.svg$/);
  });

  test('are read again when one is added', async () => {
    const images = [await attachment({}, { bytes: await png(), copy: 'file' })];
    card(images);
    await drawn();
    images.push(
      await attachment({ kind: 'screenshot', url: null }, { bytes: await png(), copy: 'shown' }),
    );
    card(images);
    await vi.waitFor(() => expect(document.querySelectorAll('.clip-image')).toHaveLength(2));
  });

  test('are read again when one replaces another', async () => {
    const bytes = await png();
    card([await attachment({ alt: 'The old one' }, { bytes, copy: 'file' })]);
    expect((await drawn()).alt).toBe('The old one');
    card([await attachment({ alt: 'The new one' }, { bytes, copy: 'file' })]);
    await vi.waitFor(async () => expect((await drawn()).alt).toBe('The new one'));
  });

  test('are shown at the desk, with the passage that they belong to', async () => {
    const image = await attachment({}, { bytes: await png(), copy: 'file' });
    const evidence = { ...sampleView(), images: [image.id] };
    const asked: ClipId[] = [];
    const reader = {
      attachments: async (id: ClipId) => {
        asked.push(id);
        return { ok: true, value: [image] };
      },
    } as unknown as LibraryReader;
    const passage = { citationId: newId<'citation'>(), evidence };
    const parts = { reader, passage, number: 1, finder: null };
    show(<PassageCard {...parts} current onChoose={vi.fn()} />);
    expect((await drawn()).alt).toBe('The level, day by day');
    expect(asked).toEqual([evidence.clip.id]);
    // In the bin, an image can be opened but not deleted.
    await userEvent.click(document.querySelector('.clip-image')!);
    expect(byText('Save the image')).toBeDefined();
    expect(() => byText('Delete')).toThrow();
    await userEvent.keyboard('{Escape}');
    await expectAccessible();
  });

  test('fit into a narrow card, however large they are', async () => {
    const bytes = await png(2_000, 1_000);
    const stage = card([await attachment({}, { bytes, copy: 'file' })]);
    expect((await drawn()).width).toBeGreaterThan(200);
    stage.style.width = '320px';
    await drawn();
    expect(stage.querySelector('article')!.scrollWidth).toBeLessThanOrEqual(320);
    stage.style.width = '';
  });
});
