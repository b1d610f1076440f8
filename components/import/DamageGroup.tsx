import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Count, Disclosure } from '@/components/ui/Disclosure';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { DamageKind } from '@/utils/model/imported-report';
import { DamagePlaceCard } from './DamagePlaceCard';
import { canChoose, type DamageActs, type DamagePlace, onlyCompletion } from './damage-place';
import { damageKindMeans, damageKindWords } from './import-words';
import './import.css';

interface DamageGroupProps {
  readonly kind: DamageKind;
  readonly places: readonly DamagePlace[];
  readonly acts: DamageActs;
  readonly startsOpen: boolean;
}

/** How many places are rendered at once; a report may have thousands. */
const PAGE = 100;

/** Shows the damaged places of one kind, with a decision for all of them. */
export function DamageGroup({ kind, places, acts, startsOpen }: DamageGroupProps) {
  const id = useId();
  const [open, setOpen] = useState(startsOpen);
  const [shown, setShown] = useState(PAGE);
  const choosable = places.filter(canChoose);
  const rest = places.length - shown;
  return (
    <section class="damage-group">
      <h4 class="damage-group-head">
        <Disclosure open={open} onToggle={setOpen} controls={id}>
          {damageKindWords(kind)}
        </Disclosure>
        <Count value={places.length} label={i18n.t('damage_places', places.length)} />
      </h4>
      <div id={id} class="stack stack-tight" hidden={!open}>
        <p class="muted">{damageKindMeans(kind)}</p>
        <CompletionButtons kind={kind} places={places} acts={acts} />
        {choosable.length > 1 && (
          <div class="row row-wrap">
            <Button
              disabled={choosable.every(({ state }) => state === 'mended')}
              focusKey={`repair-all-${kind}`}
              onClick={() => {
                acts.repair(idsOf(choosable, 'kept'));
                focusAfterDrawing([`keep-all-${kind}`]);
              }}
            >
              {i18n.t(kind === 'unbalanced-emphasis' ? 'damage_close_all' : 'damage_remove_all')}
            </Button>
            <Button
              disabled={choosable.every(({ state }) => state === 'kept')}
              focusKey={`keep-all-${kind}`}
              onClick={() => {
                acts.keep(idsOf(choosable, 'mended'));
                focusAfterDrawing([`repair-all-${kind}`]);
              }}
            >
              {i18n.t('damage_keep_all')}
            </Button>
          </div>
        )}
        {open && (
          <ul class="stack stack-tight">
            {places.slice(0, shown).map((place) => (
              <DamagePlaceCard key={place.id} place={place} acts={acts} />
            ))}
          </ul>
        )}
        {open && rest > 0 && (
          <Button
            onClick={() => {
              setShown(shown + PAGE);
              const first = places[shown];
              if (first !== undefined) focusAfterDrawing([`place-${first.id}`]);
            }}
          >
            {i18n.t('damage_more', Math.min(rest, PAGE))}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Completes all words for which there is only one end, and takes all completions back. */
function CompletionButtons({ kind, places, acts }: Omit<DamageGroupProps, 'startsOpen'>) {
  const offered = places.flatMap((place): [string, string][] => {
    const completion = place.completion === null ? onlyCompletion(place) : null;
    return completion === null || place.state === 'kept' ? [] : [[place.id, completion]];
  });
  const completed = places.filter(({ completion }) => completion !== null);
  if (offered.length + completed.length === 0) return null;
  const [complete, takeBack] = [`complete-all-${kind}`, `take-back-all-${kind}`];
  return (
    <div class="row row-wrap">
      {offered.length > 0 && (
        <Button
          focusKey={complete}
          onClick={() => {
            acts.complete(new Map(offered));
            focusAfterDrawing([takeBack]);
          }}
        >
          {i18n.t('damage_complete_all', offered.length)}
        </Button>
      )}
      {completed.length > 0 && (
        <Button
          focusKey={takeBack}
          onClick={() => {
            acts.complete(new Map(completed.map(({ id }) => [id, null])));
            focusAfterDrawing([complete, `keep-all-${kind}`]);
          }}
        >
          {i18n.t('damage_take_back_all', completed.length)}
        </Button>
      )}
    </div>
  );
}

function idsOf(places: readonly DamagePlace[], state: DamagePlace['state']): string[] {
  return places.filter((place) => place.state === state).map(({ id }) => id);
}
