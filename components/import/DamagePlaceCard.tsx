import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { percentDecoded } from '@/utils/text/percent-decoded';
import {
  canChoose,
  completedWord,
  type DamageActs,
  type DamagePlace,
  damageResult,
  lastWords,
} from './damage-place';
import { damageReasonWords, damageRepairWords, damageStateWords } from './import-words';
import './import.css';

interface DamagePlaceCardProps {
  readonly place: DamagePlace;
  readonly acts: DamageActs;
}

/** How many completions are shown for one place, the most likely first. */
const MOST_COMPLETIONS = 8;

/**
 * Shows one damaged place: its text, what the repair removes and adds, and the possible decisions.
 */
export function DamagePlaceCard({ place, acts }: DamagePlaceCardProps) {
  const about = (words: string) =>
    i18n.t('damage_about', [words, place.line, lastWords(place.before)]);
  const mended = place.state === 'mended';
  const change = mended ? i18n.t('damage_keep') : damageRepairWords(place.kind);
  const facts = [
    i18n.t('damage_line', [place.line]),
    place.missing === null ? null : i18n.t('damage_lost', place.missing),
    place.reason === null ? null : damageReasonWords(place.reason),
  ].filter((fact) => fact !== null);
  return (
    // “Show more” moves the focus to the first place that it adds.
    <li
      class={`damage-place damage-${damageResult(place)}`}
      data-focus={`place-${place.id}`}
      tabIndex={-1}
    >
      <p class="muted">{facts.join(' · ')}</p>
      <p class="damage-words" dir="auto">
        <PlaceWords place={place} />
      </p>
      {place.missing !== null && !place.edited && (
        <Completions place={place} acts={acts} about={about} />
      )}
      <div class="damage-foot row-wrap">
        <span class="damage-state grow">{damageStateWords(place)}</span>
        {place.completion !== null && (
          <Button
            look="quiet"
            label={about(i18n.t('damage_take_back'))}
            onClick={() => acts.complete(new Map([[place.id, null]]))}
          >
            {i18n.t('damage_take_back')}
          </Button>
        )}
        {canChoose(place) && (
          <Button
            look="quiet"
            label={about(change)}
            onClick={() => (mended ? acts.keep : acts.repair)([place.id])}
          >
            {change}
          </Button>
        )}
      </div>
    </li>
  );
}

function PlaceWords({ place }: { place: DamagePlace }) {
  const { before, original, mended, after, kind, completion } = place;
  const completed = completion !== null && <Inserted text={completion} />;
  if (kind === 'invalid-directive' || kind === 'weak-directive') {
    return (
      <>
        {before}
        <CitationMark />
        {after}
        <code class="damage-directive" dir="ltr">
          {kind === 'weak-directive' ? percentDecoded(original) : original}
        </code>
      </>
    );
  }
  return (
    <>
      {before}
      {completed}
      {place.missing !== null && <CitationMark />}
      {place.state === 'mended' ? (
        <>
          {original !== '' && (
            <del>
              <span class="visually-hidden">{i18n.t('removed_words')} </span>
              {original}
            </del>
          )}
          {mended !== '' && <Inserted text={mended} />}
        </>
      ) : (
        original !== '' && <mark>{original}</mark>
      )}
      {after}
    </>
  );
}

function Inserted({ text }: { text: string }) {
  return (
    <ins>
      <span class="visually-hidden">{i18n.t('added_words')} </span>
      {text}
    </ins>
  );
}

/** Marks the citation that `before` and `after` leave out. */
function CitationMark() {
  return <span class="damage-citation">{i18n.t('damage_citation')}</span>;
}

function Completions(props: DamagePlaceCardProps & { about: (words: string) => string }) {
  const { place, acts, about } = props;
  if (place.completions.length === 0) {
    return <p class="muted">{i18n.t('damage_no_completion')}</p>;
  }
  return (
    <fieldset class="damage-completions">
      <legend class="visually-hidden">{about(i18n.t('damage_completions'))}</legend>
      {place.completions.slice(0, MOST_COMPLETIONS).map((completion) => {
        const word = completedWord(place.before, completion);
        const chosen = place.completion === completion;
        return (
          <button
            key={completion}
            type="button"
            class="damage-completion"
            aria-pressed={chosen}
            aria-label={about(i18n.t('damage_complete', [word]))}
            onClick={() => acts.complete(new Map([[place.id, chosen ? null : completion]]))}
          >
            <bdi>
              {word.slice(0, Math.max(0, word.length - completion.trimEnd().length))}
              <b>{completion.trimEnd()}</b>
            </bdi>
          </button>
        );
      })}
    </fieldset>
  );
}
