import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { OwnFingerprint } from '@/components/review/OwnFingerprint';
import { SelectField, TextField } from '@/components/ui/Field';
import { DENSITIES, type Density } from '@/utils/model/settings';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** The user's name, the fingerprint of their key, and the language of the interface. */
export function PersonPart({ acts }: { acts: OptionsActs }) {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    void acts.readSettings().then(({ reviewer }) => setName(reviewer));
  }, [acts]);
  return (
    <section class="options-part" aria-labelledby="person">
      <h3 id="person">{i18n.t('person_name')}</h3>
      {name !== null && (
        <div>
          <TextField
            label={i18n.t('reviewer_label')}
            hint={i18n.t('person_hint')}
            value={name}
            maxLength={200}
            onChange={(value) => {
              setName(value);
              void acts.writeSettings({ reviewer: value.trim() });
            }}
          />
        </div>
      )}
      <OwnFingerprint />
      <p class="muted">{i18n.t('language_note')}</p>
    </section>
  );
}

/** How much of each clip the panel, the popup and the library show. */
export function DensityPart({ acts }: { acts: OptionsActs }) {
  const [density, setDensity] = useState<Density | null>(null);
  useEffect(() => {
    void acts.readSettings().then((settings) => setDensity(settings.density));
  }, [acts]);
  return (
    <section class="options-part" aria-labelledby="density">
      <h3 id="density">{i18n.t('density_title')}</h3>
      {density !== null && (
        <div>
          <SelectField
            label={i18n.t('density_label')}
            hint={i18n.t('density_hint')}
            value={density}
            onChange={(value) => {
              setDensity(value as Density);
              void acts.writeSettings({ density: value as Density });
            }}
            options={DENSITIES.map((each) => ({ value: each, label: i18n.t(`density_${each}`) }))}
          />
        </div>
      )}
    </section>
  );
}
