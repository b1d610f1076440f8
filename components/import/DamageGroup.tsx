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

/** How many places of a list are rendered at once; a report may have thousands. */
const PAGE = 100;

/** Shows the damaged places of one kind, with a decision for all of them. */
export function DamageGroup({ kind, places, acts, startsOpen }: DamageGroupProps) {
  const id = useId();
  const [open, setOpen] = useState(startsOpen);
  const choosable = places.filter(canChoose);
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
        {open && <PlaceLists places={places} acts={acts} />}
      </div>
    </section>
  );
}

/** Lists the places whose word has one candidate apart from the others: first the likely ones. */
function PlaceLists({ places, acts }: Pick<DamageGroupProps, 'places' | 'acts'>) {
  const titles = {
    likely: i18n.t('damage_list_likely'),
    doubtful: i18n.t('damage_list_doubtful'),
    other: i18n.t('damage_list_other'),
  };
  const lists = Map.groupBy(places, (place) => {
    if (onlyCompletion(place) === null) return 'other';
    return place.isLikely ? 'likely' : 'doubtful';
  });
  return (['likely', 'doubtful', 'other'] as const).map((key) => {
    const listed = lists.get(key);
    if (listed === undefined) return null;
    if (key === 'other' && lists.size === 1) {
      return <PlaceList key={key} places={listed} acts={acts} />;
    }
    return (
      <div key={key} class="stack stack-tight">
        <h5 class="damage-list-head">
          {titles[key]}{' '}
          <Count value={listed.length} label={i18n.t('damage_places', listed.length)} />
        </h5>
        {key === 'doubtful' && <p class="muted">{i18n.t('damage_list_doubtful_means')}</p>}
        <PlaceList places={listed} acts={acts} />
      </div>
    );
  });
}

function PlaceList({ places, acts }: Pick<DamageGroupProps, 'places' | 'acts'>) {
  const [shown, setShown] = useState(PAGE);
  const rest = places.length - shown;
  return (
    <>
      <ul class="stack stack-tight">
        {places.slice(0, shown).map((place) => (
          <DamagePlaceCard key={place.id} place={place} acts={acts} />
        ))}
      </ul>
      {rest > 0 && (
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
    </>
  );
}

/** Completes all words that have one likely end, and takes all completions back. */
function CompletionButtons({ kind, places, acts }: Omit<DamageGroupProps, 'startsOpen'>) {
  const offered = places.flatMap((place): [string, string][] => {
    const isOffered = place.completion === null && place.isLikely;
    const completion = isOffered ? onlyCompletion(place) : null;
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
