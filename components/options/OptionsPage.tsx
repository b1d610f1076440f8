import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LostNotice } from '@/components/library/LostNotice';
import { ArchivePart } from '@/components/settings/ArchivePart';
import { AutomaticPart } from '@/components/settings/AutomaticPart';
import { BackupPart } from '@/components/settings/BackupPart';
import { DangerPart } from '@/components/settings/DangerPart';
import { ExportPart } from '@/components/settings/ExportPart';
import { HighlightPart } from '@/components/settings/HighlightPart';
import { useLibrary } from '@/components/state/use-library';
import { Button } from '@/components/ui/Button';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import type { BackupPlan } from '@/utils/model/backup-plan';
import '@/components/settings/settings.css';
import type { OptionsActs } from '@/components/settings/options-acts';
import { PersonPart } from '@/components/settings/PersonPart';
import { PrivacyPart } from '@/components/settings/PrivacyPart';
import { RechecksPart } from '@/components/settings/RechecksPart';
import { RestorePart } from '@/components/settings/RestorePart';
import { ShortcutPart } from '@/components/settings/ShortcutPart';
import { SitesPart } from '@/components/settings/SitesPart';
import { StoragePart } from '@/components/settings/StoragePart';

/**
 * The settings: how the user works, what may be read, what is stored and where, and how to delete
 * it.
 */
export function OptionsPage({ acts }: { acts: OptionsActs }) {
  const library = useLibrary();
  const [plan, writePlan] = useBackupPlan(acts);
  // The element that the URL fragment names exists only after the first render.
  useEffect(() => {
    const named = document.getElementById(location.hash.slice(1));
    named?.scrollIntoView();
    named?.focus({ preventScroll: true });
  }, []);
  const refresh = () => void library.refresh();
  const restored = () => {
    void acts.lostLibrary.forget();
    refresh();
  };
  return (
    <main class="options">
      <div class="row row-wrap">
        <h1 class="grow">{i18n.t('options_title')}</h1>
        <Button icon="page" onClick={() => void acts.openWelcome()}>
          {i18n.t('welcome_open')}
        </Button>
      </div>
      <LostNotice acts={acts.lostLibrary} inSettings focusNext={['restore']} />
      <ErrorBoundary of="part">
        <ShortcutPart acts={acts} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <PersonPart acts={acts} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <ExportPart acts={acts} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <SitesPart acts={acts} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <HighlightPart acts={acts.highlights} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <RechecksPart acts={acts} reports={library.reports} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <ArchivePart acts={acts} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <BackupPart acts={acts} reader={library.reader} failure={library.failure} plan={plan} />
      </ErrorBoundary>
      {plan !== null && (
        <ErrorBoundary of="part">
          <AutomaticPart acts={acts} plan={plan} onPlan={writePlan} onMerged={refresh} />
        </ErrorBoundary>
      )}
      <ErrorBoundary of="part">
        <RestorePart onRestored={restored} />
      </ErrorBoundary>
      <ErrorBoundary of="part">
        <StoragePart acts={acts} library={library} />
      </ErrorBoundary>
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

/** Follows when and how the library is backed up. */
function useBackupPlan(
  acts: OptionsActs,
): readonly [BackupPlan | null, (change: Partial<BackupPlan>) => Promise<void>] {
  const [plan, setPlan] = useState<BackupPlan | null>(null);
  useEffect(() => {
    const read = () => void acts.readBackupPlan().then(setPlan);
    read();
    return acts.followBackupPlan(read);
  }, [acts]);
  const write = async (change: Partial<BackupPlan>) => {
    setPlan((before) => (before === null ? null : { ...before, ...change }));
    await acts.writeBackupPlan(change);
  };
  return [plan, write];
}
