import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import type { SectionId } from '@/utils/model/ids';
import { useOf } from './bundle-uses';
import type { BundleUse } from './receive-bundle';

interface BundleUseChoiceProps {
  readonly uses: readonly { readonly kind: BundleUse['kind']; readonly name: string }[];
  readonly chosen: BundleUse;
  readonly sections: readonly SelectOption[];
  readonly onChoose: (use: BundleUse) => void;
}

const TOP = '';

const HINTS = {
  merge: 'bundle_use_merge_hint',
  new: 'bundle_use_new_hint',
  section: 'bundle_use_section_hint',
} as const;

/** Asks what to do with a bundle and, to insert it into a report, under which section. */
export function BundleUseChoice({ uses, chosen, sections, onChoose }: BundleUseChoiceProps) {
  const name = useId();
  return (
    <fieldset class="export-group">
      <legend class="field-label">{i18n.t('bundle_use')}</legend>
      <div class="export-styles">
        {uses.map((use) => (
          <label class="export-style" key={use.kind}>
            <input
              type="radio"
              name={name}
              checked={use.kind === chosen.kind}
              onChange={() => onChoose(useOf(use.kind))}
            />
            <span class="export-style-name">{use.name}</span>
            <span class="export-example-words">{i18n.t(HINTS[use.kind])}</span>
          </label>
        ))}
      </div>
      {chosen.kind === 'section' && (
        <SelectField
          label={i18n.t('bundle_under')}
          value={chosen.under ?? TOP}
          onChange={(value) =>
            onChoose({ kind: 'section', under: value === TOP ? null : (value as SectionId) })
          }
          options={[{ value: TOP, label: i18n.t('top_level') }, ...sections]}
        />
      )}
    </fieldset>
  );
}
