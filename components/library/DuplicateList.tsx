import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { shortQuote, sourceTitle } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatWhen } from '@/components/ui/format';
import { useEscapeBack } from '@/components/ui/use-escape-back';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { followChanges } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { areKept, type DuplicateGroup, type LibraryReader } from '@/utils/storage/read';
import { foundView } from './found-view';
import type { LibraryActs } from './library-acts';
import './library.css';
import { type SameWords, sameWords } from './same-words';
import { useMoreInSight } from './use-more-in-sight';

interface DuplicateListProps {
  readonly reader: LibraryReader;
  readonly titles: ReadonlyMap<ReportId, string>;
  readonly acts: LibraryActs;
  readonly onBack: () => void;
}

/** Lists clips of the same words of the same page, and asks which to keep. */
export function DuplicateList({ reader, titles, acts, onBack }: DuplicateListProps) {
  useEscapeBack(onBack);
  const [groups, setGroups] = useState<readonly DuplicateGroup[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tab, setTab] = useState<Tab>('within');

  useEffect(() => {
    let closed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const found = await reader.duplicates();
      if (closed) return;
      if (found.ok) setGroups(found.value);
      else setFailure(found.error);
    };
    void read();
    const stop = followChanges(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void read(), 200);
    });
    return () => {
      closed = true;
      clearTimeout(timer);
      stop();
    };
  }, [reader]);

  const tabs = Map.groupBy(groups ?? [], tabOf);
  const listed = tabs.get(tab) ?? [];
  const [shown, more] = useMoreInSight(tab, listed.length);
  if (failure !== null) return <ErrorNotice failure={failure} />;
  if (groups === null) return <p class="muted">{i18n.t('loading')}</p>;
  return (
    <div class="stack">
      <div class="row row-wrap">
        {TABS.map((each) => (
          <Button
            key={each}
            look={each === tab ? 'plain' : 'quiet'}
            pressed={each === tab}
            onClick={() => setTab(each)}
          >
            {i18n.t(TAB_NAMES[each], [tabs.get(each)?.length ?? 0])}
          </Button>
        ))}
      </div>
      {listed.length === 0 ? (
        <EmptyState icon="check" title={i18n.t(nothingIn(tab, groups.length))} />
      ) : (
        <ul class="library-list">
          {listed.slice(0, shown).map((group) => (
            <Group
              key={group.clips[0]?.clipId}
              group={group}
              reader={reader}
              titles={titles}
              acts={acts}
            />
          ))}
        </ul>
      )}
      {shown < listed.length && <div ref={more} class="library-more" />}
    </div>
  );
}

/** Returns the message of an empty list. It must not deny the duplicates that another list shows. */
const nothingIn = (tab: Tab, elsewhere: number) => {
  if (tab === 'kept') return 'library_none_kept';
  return elsewhere === 0 ? 'library_no_duplicates' : 'library_no_duplicates_here';
};

const TABS = ['within', 'across', 'kept'] as const;
type Tab = (typeof TABS)[number];
const TAB_NAMES = {
  within: 'library_same_report',
  across: 'library_other_reports',
  kept: 'library_kept',
} as const;

function tabOf({ clips, decided }: DuplicateGroup): Tab {
  if (decided) return 'kept';
  // A decision is open while one report has several of them that are not all kept.
  const open = [...Map.groupBy(clips, ({ reportId }) => reportId).values()].some(
    (own) => own.length > 1 && !areKept(own),
  );
  return open ? 'within' : 'across';
}

interface GroupProps extends Omit<DuplicateListProps, 'onBack'> {
  readonly group: DuplicateGroup;
}

function Group({ group, reader, titles, acts }: GroupProps) {
  const [{ twins: clips, alone }, setClips] = useState<SameWords>({ twins: [], alone: [] });
  useEffect(() => {
    let closed = false;
    void reader.foundClips(group.clips).then((found) => {
      if (!closed && found.ok) setClips(sameWords(found.value, group.clips));
    });
    return () => {
      closed = true;
    };
  }, [reader, group]);
  const [first] = clips;
  if (first === undefined) return null;
  const view = foundView(first);
  // The clip that stands alone is not a duplicate. Without a decision about it the same question
  // would come again.
  const decidedOn = new Set([...clips, ...alone].map(({ clip }) => clip.id));
  const nameOf = ({ reportId, clip }: (typeof clips)[number]) =>
    `${titles.get(reportId) ?? ''}, ${formatWhen(clip.capturedAt)}`;
  const keep = i18n.t(group.decided ? 'library_ask_again' : 'library_keep_all');
  return (
    <li class="card">
      <p class="found-words-still" lang={view.source?.language ?? undefined} dir="auto">
        {view.pin?.quote}
      </p>
      <p class="muted">{sourceTitle(view)}</p>
      <ul class="twin-list">
        {clips.map((twin) => (
          <li class="twin" key={twin.clip.id}>
            <div class="grow">
              <button
                type="button"
                class="link-button"
                data-focus={`found-${twin.clip.id}`}
                onClick={() => acts.show(twin)}
              >
                <bdi>{titles.get(twin.reportId) ?? ''}</bdi>
              </button>
              <span class="muted">
                {formatWhen(twin.clip.capturedAt)}
                {twin.note.trim() !== '' && ` · ${i18n.t('note')}`}
              </span>
              {twin.check && <VerdictBadge verdict={twin.check.verdict} />}
            </div>
            <Button
              label={i18n.t('labelled', [i18n.t('library_keep'), nameOf(twin)])}
              onClick={() => {
                acts.bin(clips.filter((each) => each !== twin));
                focusAfterDrawing(['library-back']);
              }}
            >
              {i18n.t('library_keep')}
            </Button>
            <Button
              look="quiet"
              label={i18n.t('labelled', [i18n.t('delete'), nameOf(twin)])}
              onClick={() => {
                acts.bin([twin]);
                focusAfterDrawing(['library-back']);
              }}
            >
              {i18n.t('delete')}
            </Button>
          </li>
        ))}
      </ul>
      <div class="row">
        <Button
          look="quiet"
          label={`${keep}: ${shortQuote(view, 60)}`}
          onClick={() => {
            acts.keep(
              group.clips.filter(({ clipId }) => decidedOn.has(clipId)),
              group.decided,
            );
            focusAfterDrawing(['library-back']);
          }}
        >
          {keep}
        </Button>
      </div>
    </li>
  );
}
