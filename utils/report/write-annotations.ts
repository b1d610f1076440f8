import { serializeTextDirective } from '@/utils/fragment/text-directive';
import type { Pin } from '@/utils/model/evidence';
import { arrangeReport, type ClipItem } from '@/utils/model/report-tree';
import { gatherEvidence, sourceUrl } from './citation-target';
import { writableUrl } from './markup/writable-url';
import { readingOrder } from './reading-order';
import { writableLine, writableText } from './write-nodes';
import type { WriteOptions, WrittenReport } from './write-options';

/** https://wicg.github.io/scroll-to-text-fragment/ */
const TEXT_FRAGMENT = 'https://wicg.github.io/scroll-to-text-fragment/';

/**
 * Writes a report's clips as W3C Web Annotations in a page of JSON-LD, in reading order: each with
 * its source, the selectors of its passage (quote with context, position in the page's text, text
 * directive), its note and tags. The target of a clip of a page is its source. Linear.
 * https://www.w3.org/TR/annotation-model/
 */
export function writeAnnotations(report: WrittenReport, options: WriteOptions = {}): string {
  const { content, clips, sources, pins } = report;
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  const items: string[] = [];
  const clipsInOrder: ClipItem[] = [];
  for (const step of readingOrder(tree, false)) {
    if (step.type === 'item' && step.item.kind === 'clip') clipsInOrder.push(step.item);
  }
  // Clips outside of sections may be cited too, so they get an annotation.
  const inbox = options.inbox === false ? [] : tree.inbox;
  for (const item of inbox) if (item.kind === 'clip') clipsInOrder.push(item);
  for (const item of clipsInOrder) {
    const { clip } = item;
    const source = evidence.sourceOf(clip.id);
    const page = source === null ? null : sourceUrl(source, null);
    if (source === null || page === null) continue;
    const selectors = selectorsOf(evidence.pinOf(clip.id));
    const annotation = {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: `urn:uuid:${clip.id}`,
      type: 'Annotation',
      created: clip.capturedAt,
      motivation: options.notes !== false && noteOf(item) !== '' ? 'commenting' : 'highlighting',
      ...bodyOf(item, options.notes !== false),
      target: {
        type: 'SpecificResource',
        source: {
          id: page,
          type: 'Text',
          ...titleOf(source.title),
          ...languageOf(source.language),
        },
        ...(selectors.length === 0 ? {} : { selector: selectors }),
        ...stateOf(options, clip.id),
      },
    };
    items.push(JSON.stringify(annotation));
  }
  const head = JSON.stringify({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'AnnotationPage',
    label: writableLine(content.title),
  });
  return `${head.slice(0, -1)},"items":[\n${items.join(',\n')}\n]}\n`;
}

function titleOf(title: string) {
  const label = writableLine(title);
  return label === '' ? {} : { label };
}

function languageOf(language: string | null) {
  return language === null || language === '' ? {} : { language };
}

function noteOf({ placement }: ClipItem): string {
  return writableText(placement?.note ?? '').trim();
}

function bodyOf(item: ClipItem, withNotes: boolean) {
  const note = withNotes ? noteOf(item) : '';
  const bodies = [
    ...(note === ''
      ? []
      : [{ type: 'TextualBody', value: note, format: 'text/plain', purpose: 'commenting' }]),
    ...(item.placement?.tags ?? []).map((value) => ({
      type: 'TextualBody',
      value,
      purpose: 'tagging',
    })),
  ];
  return bodies.length === 0 ? {} : { body: bodies };
}

/** https://www.w3.org/TR/annotation-model/#selectors */
function selectorsOf(pin: Pin | null) {
  if (pin === null) return [];
  const { quote, position } = pin.selectors;
  const exact = quote ?? (pin.quote === null ? null : { exact: pin.quote, prefix: '', suffix: '' });
  return [
    ...(exact === null
      ? []
      : [
          {
            type: 'TextQuoteSelector',
            exact: exact.exact,
            ...(exact.prefix === '' ? {} : { prefix: exact.prefix }),
            ...(exact.suffix === '' ? {} : { suffix: exact.suffix }),
          },
        ]),
    ...(position === null
      ? []
      : [{ type: 'TextPositionSelector', start: position.start, end: position.end }]),
    ...(pin.directive === null
      ? []
      : [
          {
            type: 'FragmentSelector',
            conformsTo: TEXT_FRAGMENT,
            value: `:~:${serializeTextDirective(pin.directive)}`,
          },
        ]),
  ];
}

/** When the page was archived. https://www.w3.org/TR/annotation-model/#time-state */
function stateOf(options: WriteOptions, clipId: ClipItem['id']) {
  const copy = options.archived?.get(clipId);
  const cached = copy === undefined ? null : writableUrl(copy.url);
  if (copy === undefined || cached === null) return {};
  return { state: { type: 'TimeState', cached, sourceDate: copy.takenAt } };
}
