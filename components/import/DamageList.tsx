import { i18n } from '#i18n';
import { DAMAGE_KINDS } from '@/utils/model/imported-report';
import { DamageGroup } from './DamageGroup';
import { countDamage, type DamageActs, type DamagePlace } from './damage-place';
import { damageSummary } from './import-words';
import './import.css';

interface DamageListProps {
  readonly places: readonly DamagePlace[];
  readonly acts: DamageActs;
}

/** If there are more places than this, only the first kind is open at first. */
const FEW = 12;

/** Lists all damaged places by kind, and says what was done to how many of them. */
export function DamageList({ places, acts }: DamageListProps) {
  const groups = DAMAGE_KINDS.map((kind) => ({
    kind,
    places: places.filter((place) => place.kind === kind),
  })).filter((group) => group.places.length > 0);
  return (
    <section class="stack" aria-label={i18n.t('damage_title')}>
      <div>
        <h3 class="import-heading">{i18n.t('damage_title')}</h3>
        <p class="muted" role="status">
          {places.length === 0 ? i18n.t('damage_none') : damageSummary(countDamage(places))}
        </p>
      </div>
      {groups.map((group, at) => (
        <DamageGroup
          key={group.kind}
          kind={group.kind}
          places={group.places}
          acts={acts}
          startsOpen={at === 0 || places.length <= FEW}
        />
      ))}
    </section>
  );
}
