import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { sourceTitle } from '@/components/clip/clip-view';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatWhen } from '@/components/ui/format';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { followChanges } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { DuplicateGroup, FoundClip, LibraryReader } from '@/utils/storage/read';
import { foundView } from './found-view';
import type { LibraryActs } from './library-acts';
import './library.css';
import { sameWords } from './same-words';
import { useMoreInSight } from './use-more-in-sight';

interface DuplicateListProps {
  readonly reader: LibraryReader;
  readonly titles: ReadonlyMap<ReportId, string>;
  readonly acts: LibraryActs;
}

/** Clips of the same words of the same page: which of them to keep. */
export function DuplicateList({ reader, titles, acts }: DuplicateListProps) {
  const [groups, setGroups] = useState<readonly DuplicateGroup[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [across, setAcross] = useState(false);

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

  const within = groups?.filter(({ clips }) => hasTwin(clips)) ?? [];
  const others = groups?.filter(({ clips }) => !hasTwin(clips)) ?? [];
  const listed = across ? others : within;
  const [shown, more] = useMoreInSight(across, listed.length);
  if (failure !== null) return <ErrorNotice failure={failure} />;
  if (groups === null) return <p class="muted">{i18n.t('loading')}</p>;
  return (
    <div class="stack">
      <div class="row row-wrap">
        <Button
          look={across ? 'quiet' : 'plain'}
          pressed={!across}
          onClick={() => setAcross(false)}
        >
          {i18n.t('library_same_report', [within.length])}
        </Button>
        <Button look={across ? 'plain' : 'quiet'} pressed={across} onClick={() => setAcross(true)}>
          {i18n.t('library_other_reports', [others.length])}
        </Button>
      </div>
      {listed.length === 0 ? (
        <EmptyState icon="check" title={i18n.t('library_no_duplicates')} />
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

function hasTwin(clips: DuplicateGroup['clips']): boolean {
  return new Set(clips.map(({ reportId }) => reportId)).size < clips.length;
}

interface GroupProps extends DuplicateListProps {
  readonly group: DuplicateGroup;
}

function Group({ group, reader, titles, acts }: GroupProps) {
  const [clips, setClips] = useState<readonly FoundClip[]>([]);
  useEffect(() => {
    let closed = false;
    void reader.foundClips(group.clips).then((found) => {
      if (!closed && found.ok) setClips(sameWords(found.value));
    });
    return () => {
      closed = true;
    };
  }, [reader, group]);
  const [first] = clips;
  if (first === undefined) return null;
  const view = foundView(first);
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
              label={`${i18n.t('library_keep')}: ${titles.get(twin.reportId) ?? ''}, ${formatWhen(twin.clip.capturedAt)}`}
              onClick={() => {
                acts.bin(clips.filter((each) => each !== twin));
                focusAfterDrawing(['library-back']);
              }}
            >
              {i18n.t('library_keep')}
            </Button>
            <Button
              look="quiet"
              label={`${i18n.t('delete')}: ${titles.get(twin.reportId) ?? ''}, ${formatWhen(twin.clip.capturedAt)}`}
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
    </li>
  );
}
