import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { formatBytes } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { ProgressBar } from '@/components/ui/ProgressBar';
import type { BundleParts as Measured, PartSize } from '@/utils/storage/read';
import './export.css';
import { reviewCounts } from './BundleFacts';
import { TextsToCome } from './TextsToCome';
import type { BundleTick, BundleWork } from './use-bundle';

interface BundlePartProps {
  readonly work: BundleWork;
  /** The notes on the clips in the exported part of the report. */
  readonly notes: { readonly count: number; readonly characters: number };
  /** How many clips of the exported part a sign-off does not cover. */
  readonly uncovered: number;
  /**
   * A section is exported as plain values, because it is inserted into another report and not
   * merged with this one.
   */
  readonly section: boolean;
}

/** Lets the user choose what a bundle contains. It always contains the passages. */
export function BundlePart({ work, notes, uncovered, section }: BundlePartProps) {
  const { state } = work;
  return (
    <div class="stack">
      <p class="muted">{i18n.t(section ? 'bundle_section_text' : 'bundle_report_text')}</p>
      <BundleParts work={work} notes={notes} />
      {uncovered > 0 && (work.parts?.review.signOffs ?? 0) > 0 && (
        <p class="muted">{i18n.t('sign_uncovered', uncovered)}</p>
      )}
      <TextsToCome work={work.texts} />
      {state.kind === 'writing' && (
        <ProgressBar
          label={i18n.t('export_writing')}
          done={state.done}
          total={state.total}
          onCancel={work.cancel}
        />
      )}
      {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
    </div>
  );
}

interface BundlePartsProps extends Pick<BundlePartProps, 'notes'> {
  readonly work: Pick<BundleWork, 'parts' | 'ticks' | 'tick'> & Partial<Pick<BundleWork, 'toCome'>>;
}

/** Lists what goes out with its amounts, each part with its tick; nothing while it is measured. */
export function BundleParts({ work, notes }: BundlePartsProps) {
  const { parts, ticks, toCome = 0 } = work;
  if (parts === null) return null;
  return (
    <fieldset class="export-group">
      <legend class="field-label">{i18n.t('bundle_goes_out')}</legend>
      <ul class="bundle-parts">
        <li class="bundle-part">
          <Icon name="check" tone="accent" />
          <span class="bundle-part-head">
            <span class="bundle-part-name">{i18n.t('bundle_passages')}</span>
            <span class="bundle-part-size">
              {i18n.t('clips_count', parts.clips)} · {i18n.t('export_sources_count', parts.sources)}
              {parts.binnedClips > 0 &&
                ` · ${i18n.t('bundle_binned_clips_count', parts.binnedClips)}`}
            </span>
          </span>
          <span class="bundle-part-text">{i18n.t('bundle_passages_text')}</span>
        </li>
        <ReviewPart review={parts.review} />
        {offers(parts, notes, ticks, toCome).map((offer) => (
          <li key={offer.name}>
            <label class="bundle-part">
              <input
                type="checkbox"
                checked={ticks[offer.name] && offer.possible}
                disabled={!offer.possible}
                onChange={(event) => work.tick(offer.name, event.currentTarget.checked)}
              />
              <span class="bundle-part-head">
                <span class="bundle-part-name">{i18n.t(offer.words)}</span>
                <span class="bundle-part-size">{offer.size}</span>
              </span>
              <span class="bundle-part-text">{offer.text.join(' ')}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Says that the review goes out, and whose names are in it; nothing if there is none. */
function ReviewPart({ review }: Pick<Measured, 'review'>) {
  const counts = reviewCounts(review);
  if (counts.length === 0) return null;
  const names = new Intl.ListFormat(i18n.t('locale')).format(review.reviewers);
  return (
    <li class="bundle-part">
      <Icon name="check" tone="accent" />
      <span class="bundle-part-head">
        <span class="bundle-part-name">{i18n.t('bundle_review')}</span>
        <span class="bundle-part-size">{counts.join(' · ')}</span>
      </span>
      <span class="bundle-part-text">
        {names === '' ? i18n.t('bundle_review_text') : i18n.t('bundle_review_text_by', [names])}
      </span>
    </li>
  );
}

/** Returns the possible contents, their amounts, and whether they can be ticked yet. */
function offers(
  { snapshots, signedInText, checks, images }: Measured,
  notes: BundlePartProps['notes'],
  ticks: BundleWork['ticks'],
  toCome: number,
) {
  // A text that was read by a check goes out only with the result of the check.
  const fetched = ticks.checks ? snapshots : snapshots.ofClips;
  const inSession = ticks.checks ? signedInText : signedInText.ofClips;
  const held = snapshots.count + signedInText.count - fetched.count - inSession.count;
  const own = [
    signedInText.count > 0 ? sizeOf(inSession) : null,
    checks.signedIn > 0 ? i18n.t('bundle_checks_count', checks.signedIn) : null,
  ];
  return [
    {
      name: 'notes' as BundleTick,
      there: notes.count > 0,
      possible: true,
      words: 'bundle_notes' as const,
      text: [i18n.t('bundle_notes_text')],
      size: `${i18n.t('bundle_notes_count', notes.count)}, ${formatBytes(notes.characters)}`,
    },
    {
      name: 'checks' as BundleTick,
      there: checks.count + checks.signedIn > 0,
      possible: true,
      words: 'bundle_checks' as const,
      text: [i18n.t('bundle_checks_text')],
      size: i18n.t('bundle_checks_count', checks.count),
    },
    {
      name: 'images' as BundleTick,
      there: images.count > 0,
      possible: true,
      words: 'bundle_images' as const,
      text: [i18n.t('bundle_images_text')],
      size: `${i18n.t('images_count', images.count)}, ${formatBytes(images.bytes)}`,
    },
    {
      name: 'snapshots' as BundleTick,
      there: snapshots.count + signedInText.count + toCome > 0,
      possible: fetched.count + inSession.count + toCome > 0,
      words: 'bundle_snapshots' as const,
      text: [
        i18n.t('bundle_snapshots_text'),
        held > 0 ? i18n.t('bundle_snapshots_of_checks', held) : '',
      ],
      size: sizeOf(fetched),
    },
    {
      name: 'signedInText' as BundleTick,
      there: signedInText.count + checks.signedIn + toCome > 0,
      possible:
        (ticks.snapshots && inSession.count + toCome > 0) || (ticks.checks && checks.signedIn > 0),
      words: 'bundle_signed_in' as const,
      text: [i18n.t('bundle_signed_in_text')],
      size: own.filter((part) => part !== null).join(' · '),
    },
  ].filter(({ there }) => there);
}

function sizeOf({ count, bytes }: PartSize): string {
  return `${i18n.t('bundle_pages_count', count)}, ${formatBytes(bytes)}`;
}
