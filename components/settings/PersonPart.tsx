import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { OwnFingerprint } from '@/components/review/OwnFingerprint';
import { TextField } from '@/components/ui/Field';
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
