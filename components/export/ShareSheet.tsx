import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import type { OpenReport } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SelectField } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import { Sheet } from '@/components/ui/Sheet';
import { request } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import type { JoinedTeam, ShareInclude } from '@/utils/model/team';
import type { LibraryReader } from '@/utils/storage/read';
import { BundleParts } from './BundlePart';
import './export.css';
import { useBundle } from './use-bundle';

interface ShareSheetProps {
  readonly acts: Acts;
  readonly report: OpenReport;
  readonly reader: LibraryReader | null;
  readonly onSay: (message: string) => void;
  readonly onClose: () => void;
}

/** Asks with which team to share a report, and what of it goes to the team's server. */
export function ShareSheet({ acts, report, reader, onSay, onClose }: ShareSheetProps) {
  const { reportId } = report.replica;
  const title = reportName(report.tree.content.title);
  const [teams, setTeams] = useState<readonly JoinedTeam[] | null>(null);
  const [chosen, setChosen] = useState('');
  const [isShared, setShared] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const bundle = useBundle({
    ...{ acts, reader, replica: report.replica, ledger: report.ledger, title },
    ...{ sectionId: null, active: true, onEnded: onSay },
  });
  const [ticks, setTicks] = useState<ShareInclude>(bundle.ticks);
  useEffect(() => {
    void Promise.all([request('team.list', {}), request('team.shareOf', { reportId })]).then(
      ([listed, found]) => {
        setFailure(listed.ok ? null : listed.error);
        setTeams(listed.ok ? listed.value : []);
        const share = found.ok ? found.value.share : null;
        if (share !== null) setTicks(share.include);
        setShared(share !== null);
        setChosen(share?.teamId ?? (listed.ok ? (listed.value[0]?.id ?? '') : ''));
      },
    );
  }, [reportId]);
  const team = teams?.find(({ id }) => id === chosen);

  const send = async (act: 'share' | 'unshare') => {
    if (team === undefined) return;
    setAsking(true);
    // What goes is read from the stored data, so edits are stored first.
    await report.replica.flush();
    const sent =
      act === 'share'
        ? await request('team.share', { reportId, teamId: team.id, include: ticks })
        : await request('team.unshare', { reportId });
    setAsking(false);
    setFailure(sent.ok ? null : sent.error);
    if (!sent.ok) return;
    onSay(i18n.t(act === 'share' ? 'share_done' : 'share_ended', [team.name]));
    onClose();
  };
  const { content } = report.tree;
  const notes = content.placements.filter(({ note }) => note !== '');
  return (
    <Sheet
      title={i18n.t('share_title')}
      subtitle={title}
      step="share"
      onClose={onClose}
      foot={
        teams?.length === 0 ? (
          <Button look="primary" onClick={() => void acts.openOptions('teams')}>
            {i18n.t('settings')}
          </Button>
        ) : (
          <>
            {isShared && (
              <Button disabled={asking} onClick={() => void send('unshare')}>
                {i18n.t('share_end')}
              </Button>
            )}
            <Button
              look="primary"
              disabled={asking || team === undefined || bundle.parts === null}
              onClick={() => void send('share')}
            >
              {i18n.t(isShared ? 'share_change' : 'share_begin')}
            </Button>
          </>
        )
      }
    >
      <div class="stack">
        {teams?.length === 0 && <p>{i18n.t('share_no_team')}</p>}
        {teams !== null && teams.length > 0 && (
          <>
            <SelectField
              label={i18n.t('share_team')}
              value={chosen}
              onChange={(value) => {
                if (!isShared) setChosen(value);
              }}
              options={teams
                .filter(({ id }) => !isShared || id === chosen)
                .map(({ id, name, address }) => ({
                  value: id,
                  label: i18n.t('team_invited', [name, new URL(address).host]),
                }))}
            />
            <p class="muted">{i18n.t('share_text')}</p>
            <BundleParts
              work={{
                ...{ parts: bundle.parts, ticks },
                tick: (name, on) => setTicks({ ...ticks, [name]: on }),
              }}
              notes={{
                count: notes.length,
                characters: notes.reduce((sum, { note }) => sum + note.length, 0),
              }}
            />
          </>
        )}
        {failure !== null && <ErrorNotice failure={failure} />}
      </div>
    </Sheet>
  );
}
