import { i18n } from '#i18n';
import { HighlightPart } from '@/components/highlights/HighlightPart';
import { useLibrary } from '@/components/report/use-library';
import { Button } from '@/components/ui/Button';
import { ArchivePart } from './ArchivePart';
import { AutomaticPart } from './AutomaticPart';
import { BackupPart } from './BackupPart';
import { DangerPart } from './DangerPart';
import { ExportPart } from './ExportPart';
import './options.css';
import type { OptionsActs } from './options-acts';
import { PersonPart } from './PersonPart';
import { PrivacyPart } from './PrivacyPart';
import { RechecksPart } from './RechecksPart';
import { RestorePart } from './RestorePart';
import { ShortcutPart } from './ShortcutPart';
import { SitesPart } from './SitesPart';
import { StoragePart } from './StoragePart';
import { useBackupPlan } from './use-backup-plan';

/** Settings: how the user works, what may be read, what is kept and where, and its end. */
export function OptionsPage({ acts }: { acts: OptionsActs }) {
  const library = useLibrary();
  const [plan, writePlan] = useBackupPlan(acts);
  const refresh = () => void library.refresh();
  return (
    <main class="options">
      <div class="row row-wrap">
        <h1 class="grow">{i18n.t('options_title')}</h1>
        <Button icon="page" onClick={() => void acts.openWelcome()}>
          {i18n.t('welcome_open')}
        </Button>
      </div>
      <ShortcutPart acts={acts} />
      <PersonPart acts={acts} />
      <ExportPart acts={acts} />
      <SitesPart acts={acts} />
      <HighlightPart acts={acts.highlights} />
      <RechecksPart acts={acts} reports={library.reports} />
      <ArchivePart acts={acts} />
      <BackupPart acts={acts} reader={library.reader} failure={library.failure} plan={plan} />
      {plan !== null && (
        <AutomaticPart acts={acts} plan={plan} onPlan={writePlan} onMerged={refresh} />
      )}
      <RestorePart onRestored={refresh} />
      <StoragePart acts={acts} library={library} />
      <PrivacyPart />
      <section class="options-part" aria-labelledby="about">
        <h2 id="about">{i18n.t('about_title')}</h2>
        <p>{i18n.t('pass_means')}</p>
        <p class="muted">{i18n.t('about_version', [acts.version])}</p>
        <p>
          <a href="/third-party-licences.txt" target="_blank" rel="noopener">
            {i18n.t('about_libraries')}
          </a>
        </p>
      </section>
      <DangerPart
        acts={acts}
        reader={library.reader}
        empty={library.reports.length === 0}
        onChanged={refresh}
      />
    </main>
  );
}
