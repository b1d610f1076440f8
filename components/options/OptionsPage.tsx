import type { ComponentChildren } from 'preact';
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
import { useBrowserKeys } from '@/components/ui/use-browser-keys';
import type { BackupPlan } from '@/utils/model/backup-plan';
import '@/components/settings/settings.css';
import { HintsPart } from '@/components/settings/HintsPart';
import type { OptionsActs } from '@/components/settings/options-acts';
import { DensityPart, PersonPart } from '@/components/settings/PersonPart';
import { PrivacyPart, PrivateWindowsPart } from '@/components/settings/PrivacyPart';
import { RechecksPart } from '@/components/settings/RechecksPart';
import { RestorePart } from '@/components/settings/RestorePart';
import { ShortcutPart } from '@/components/settings/ShortcutPart';
import { SitesPart } from '@/components/settings/SitesPart';
import { StoragePart } from '@/components/settings/StoragePart';
import { TeamPart } from '@/components/settings/TeamPart';

/** The groups of the settings, in their order. An address names a group by its hash. */
const GROUPS = [
  'you',
  'capture',
  'sites',
  'verify',
  'export',
  'team',
  'backup',
  'data',
  'about',
] as const;

type GroupName = (typeof GROUPS)[number];

/**
 * The settings: how the user works, what may be read, what is stored and where, and how to delete
 * it.
 */
export function OptionsPage({ acts }: { acts: OptionsActs }) {
  const library = useLibrary();
  const keys = useBrowserKeys(acts);
  const [plan, writePlan] = useBackupPlan(acts);
  // The element that the hash names exists only after the first render.
  useEffect(followHash, []);
  const refresh = () => void library.refresh();
  const restored = () => {
    void acts.lostLibrary.forget();
    refresh();
  };
  return (
    <div class="options">
      <SettingsNav />
      <main class="options-groups">
        <LostNotice acts={acts.lostLibrary} inSettings focusNext={['restore']} />
        <Group name="you">
          <PersonPart acts={acts} />
          <DensityPart acts={acts} />
          <HintsPart acts={acts} />
        </Group>
        <Group name="capture">
          <ShortcutPart acts={acts} keys={keys} heading="h3" />
          <PrivateWindowsPart />
        </Group>
        <Group name="sites">
          <SitesPart acts={acts} />
          <HighlightPart acts={acts.highlights} />
        </Group>
        <Group name="verify">
          <RechecksPart acts={acts} reports={library.reports} />
          <ArchivePart acts={acts} />
        </Group>
        <Group name="export">
          <ExportPart acts={acts} />
        </Group>
        <Group name="team">
          <TeamPart acts={acts} />
        </Group>
        <Group name="backup">
          <BackupPart acts={acts} reader={library.reader} failure={library.failure} plan={plan} />
          {plan !== null && (
            <AutomaticPart acts={acts} plan={plan} onPlan={writePlan} onMerged={refresh} />
          )}
          <RestorePart onRestored={restored} />
        </Group>
        <Group name="data">
          <StoragePart acts={acts} library={library} />
          <DangerPart
            acts={acts}
            reader={library.reader}
            empty={library.reports.length === 0}
            onChanged={refresh}
          />
        </Group>
        <Group name="about">
          <VersionPart acts={acts} />
          <PrivacyPart heading="h3" />
        </Group>
      </main>
    </div>
  );
}

const USER_ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls to the element that the hash of the address names, and gives it the focus. Parts above it
 * grow when their data is read, so the page scrolls again until the user presses a key or clicks.
 */
function followHash(): () => void {
  let isSettled = false;
  const scroll = () => {
    const named = document.getElementById(location.hash.slice(1));
    named?.scrollIntoView();
    return named;
  };
  const go = () => {
    isSettled = false;
    scroll()?.focus({ preventScroll: true });
  };
  const settle = () => {
    isSettled = true;
  };
  const growing = new ResizeObserver(() => {
    if (!isSettled) scroll();
  });
  go();
  growing.observe(document.body);
  addEventListener('hashchange', go);
  for (const act of USER_ACTS) addEventListener(act, settle, { passive: true });
  return () => {
    growing.disconnect();
    removeEventListener('hashchange', go);
    for (const act of USER_ACTS) removeEventListener(act, settle);
  };
}

/** The title of the page, and a link to each group. The link of the group in view is marked. */
function SettingsNav() {
  const current = useCurrentGroup();
  return (
    <nav class="options-nav" aria-labelledby="settings">
      <h1 id="settings">{i18n.t('options_title')}</h1>
      <ul class="options-links">
        {GROUPS.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === current ? 'location' : undefined}>
              {i18n.t(`settings_${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Settings that belong together. A part that cannot be drawn leaves the others as they are. */
function Group({ name, children }: { name: GroupName; children: ComponentChildren }) {
  return (
    <section class="options-group" aria-labelledby={name}>
      <h2 id={name} tabIndex={-1}>
        {i18n.t(`settings_${name}`)}
      </h2>
      <div class="options-box">
        {[children].flat().map((part, index) => (
          <ErrorBoundary key={index} of="part">
            {part}
          </ErrorBoundary>
        ))}
      </div>
    </section>
  );
}

/** How the extension is called and licensed, and the way to its introduction. */
function VersionPart({ acts }: { acts: OptionsActs }) {
  return (
    <section class="options-part" aria-labelledby="version">
      <h3 id="version">{i18n.t('about_version', [acts.version])}</h3>
      <p>{i18n.t('pass_means')}</p>
      <p>
        <a href="/third-party-licences.txt" target="_blank" rel="noopener">
          {i18n.t('about_libraries')}
        </a>
      </p>
      <Button icon="page" onClick={() => void acts.openWelcome()}>
        {i18n.t('welcome_open')}
      </Button>
    </section>
  );
}

/** A group is in view when its title is this far from the top of the window, in pixels, or above. */
const NEAR_TOP = 120;

/** Returns the group that the reader has scrolled to. */
function useCurrentGroup(): GroupName {
  const [current, setCurrent] = useState<GroupName>(GROUPS[0]);
  useEffect(() => {
    const read = () => {
      const above = GROUPS.filter((name) => {
        const title = document.getElementById(name);
        return title !== null && title.getBoundingClientRect().top <= NEAR_TOP;
      });
      setCurrent(above.at(-1) ?? GROUPS[0]);
    };
    read();
    document.addEventListener('scroll', read, { passive: true });
    addEventListener('resize', read);
    return () => {
      document.removeEventListener('scroll', read);
      removeEventListener('resize', read);
    };
  }, []);
  return current;
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
