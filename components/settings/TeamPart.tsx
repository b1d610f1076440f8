import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ALL_TEXTS, TextsToCome, useTextsToCome } from '@/components/export/TextsToCome';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { TextField } from '@/components/ui/Field';
import { focusAfterDrawing } from '@/components/ui/focus';
import { request } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import {
  type JoinedTeam,
  type Look,
  MOST_TEAM_NAME,
  readInvitation,
  type TeamMembers,
} from '@/utils/model/team';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** The teams that this browser has joined, and the way into another one. */
export function TeamPart({ acts }: { acts: OptionsActs }) {
  const [teams, setTeams] = useState<readonly JoinedTeam[]>([]);
  const [leaving, setLeaving] = useState<JoinedTeam | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState('');
  const refresh = () =>
    request('team.list', {}).then((listed) => {
      if (listed.ok) setTeams(listed.value);
      else setFailure(listed.error);
    });
  useEffect(() => void refresh(), []);
  const texts = useTextsToCome(leaving === null ? null : { ...ALL_TEXTS, teamId: leaving.id });

  const leave = async (team: JoinedTeam) => {
    setLeaving(null);
    const left = await request('team.leave', { teamId: team.id });
    setFailure(left.ok ? null : left.error);
    if (!left.ok) return;
    const isShared = teams.some((each) => each.id !== team.id && hostOf(each) === hostOf(team));
    if (!isShared) await acts.teamHost.forget(team.address, teams.length === 1);
    setSaid(i18n.t('team_left', [team.name]));
    await refresh();
    focusAfterDrawing(['team-leave', 'team-link']);
  };
  return (
    <section class="options-part" aria-labelledby="teams">
      <h3 id="teams" tabIndex={-1}>
        {i18n.t('team_title')}
      </h3>
      <p>{i18n.t('team_text')}</p>
      {teams.length > 0 && (
        <ul class="options-rows">
          {teams.map((team) => (
            <TeamRow
              key={team.id}
              acts={acts}
              team={team}
              onSay={setSaid}
              onLeave={() => setLeaving(team)}
            />
          ))}
        </ul>
      )}
      {failure !== null && <ErrorNotice failure={failure} />}
      <JoinForm
        acts={acts}
        onJoined={(team) => {
          setFailure(null);
          setSaid(i18n.t('team_joined', [team.name]));
          void refresh().then(() => focusAfterDrawing(['team-leave']));
        }}
      />
      <p role="status">{said}</p>
      {leaving !== null && (
        <Dialog
          title={i18n.t('team_leave_question', [leaving.name])}
          confirm={i18n.t('team_leave')}
          onConfirm={() => void leave(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>{i18n.t('team_leave_text')}</p>
          <TextsToCome work={texts} withButton />
        </Dialog>
      )}
    </section>
  );
}

function hostOf({ address }: Pick<JoinedTeam, 'address'>): string {
  return new URL(address).host;
}

interface TeamRowProps {
  readonly acts: OptionsActs;
  readonly team: JoinedTeam;
  readonly onSay: (message: string) => void;
  readonly onLeave: () => void;
}

/** A joined team, and on request its people and its reports. */
function TeamRow({ acts, team, onSay, onLeave }: TeamRowProps) {
  const [isAllowed, setAllowed] = useState(true);
  useEffect(() => void acts.teamHost.has(team.address).then(setAllowed), [acts, team.address]);
  const allow = async () => {
    setAllowed(await acts.teamHost.allow(team.address));
  };
  const [people, setPeople] = useState<TeamMembers | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = async () => {
    const found = await request('team.people', { teamId: team.id });
    setPeople(found.ok ? found.value : null);
    setFailure(found.ok ? null : found.error);
  };
  const fetchReports = async () => {
    const found = await request('team.fetch', { teamId: team.id });
    setFailure(found.ok ? null : found.error);
    if (found.ok) onSay(i18n.t('share_fetched', found.value.reports));
  };
  return (
    <li class="options-row options-row-wrap">
      <span class="grow">
        <bdi>{i18n.t('team_invited', [team.name, hostOf(team)])}</bdi>{' '}
        <span class="muted">{i18n.t(`team_role_${team.role}`)}</span>
      </span>
      {!isAllowed && (
        <Button look="primary" onClick={() => void allow()}>
          {i18n.t('team_allow')}
        </Button>
      )}
      <Button
        label={i18n.t('labelled', [i18n.t('share_fetch'), team.name])}
        onClick={() => void fetchReports()}
      >
        {i18n.t('share_fetch')}
      </Button>
      <Button
        label={i18n.t('labelled', [i18n.t('team_people'), team.name])}
        onClick={() => void show()}
      >
        {i18n.t('team_people')}
      </Button>
      <Button
        focusKey="team-leave"
        label={i18n.t('labelled', [i18n.t('team_leave'), team.name])}
        onClick={onLeave}
      >
        {i18n.t('team_leave')}
      </Button>
      {failure !== null && <ErrorNotice failure={failure} />}
      {people !== null && (
        <ul class="options-list">
          {people.map(({ id, name, role }) => (
            <li key={id}>
              <bdi>{name}</bdi>{' '}
              <span class="muted">
                {i18n.t(`team_role_${role}`)}
                {id === team.memberId && ` · ${i18n.t('team_you')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface JoinFormProps {
  readonly acts: OptionsActs;
  readonly onJoined: (team: JoinedTeam) => void;
}

/** Two steps: look at the invitation, then join under a name. */
function JoinForm({ acts, onJoined }: JoinFormProps) {
  const [link, setLink] = useState('');
  const [invited, setInvited] = useState<Look | null>(null);
  const [name, setName] = useState('');
  const [device, setDevice] = useState(i18n.t('team_device_default'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    void acts.readSettings().then(({ reviewer }) => setName(reviewer));
  }, [acts]);

  const look = async () => {
    const invitation = readInvitation(link);
    setFailure(invitation.ok ? null : invitation.error);
    if (!invitation.ok) return;
    // The browser asks only inside the click, so nothing is awaited before.
    const allowed = acts.teamHost.allow(invitation.value.address);
    setAsking(true);
    await allowed;
    const looked = await request('team.look', { link });
    setAsking(false);
    setInvited(looked.ok ? looked.value : null);
    setFailure(looked.ok ? null : looked.error);
    if (looked.ok) focusAfterDrawing(['team-name']);
  };
  const join = async () => {
    setAsking(true);
    const joined = await request('team.join', { link, name: name.trim(), device: device.trim() });
    setAsking(false);
    setFailure(joined.ok ? null : joined.error);
    if (!joined.ok) return;
    setInvited(null);
    setLink('');
    onJoined(joined.value);
  };
  const address = readInvitation(link);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void (invited === null ? look() : join());
      }}
    >
      <TextField
        label={i18n.t('team_link')}
        hint={i18n.t('team_link_hint')}
        value={link}
        maxLength={2_000}
        focusKey="team-link"
        onChange={(value) => {
          setLink(value);
          setInvited(null);
        }}
      />
      {invited !== null && address.ok && (
        <>
          <p>
            <strong>
              <bdi>{i18n.t('team_invited', [invited.team, hostOf(address.value)])}</bdi>
            </strong>{' '}
            {i18n.t('team_invited_as', [i18n.t(`team_role_${invited.role}`)])}
          </p>
          <div class="options-fields">
            <TextField
              label={i18n.t('team_your_name')}
              value={name}
              maxLength={MOST_TEAM_NAME}
              required
              focusKey="team-name"
              onChange={setName}
            />
            <TextField
              label={i18n.t('team_device')}
              hint={i18n.t('team_device_hint')}
              value={device}
              maxLength={MOST_TEAM_NAME}
              required
              onChange={setDevice}
            />
          </div>
        </>
      )}
      {failure !== null && <ErrorNotice failure={failure} />}
      <Button
        type="submit"
        look={invited === null ? 'plain' : 'primary'}
        disabled={asking || link.trim() === ''}
      >
        {i18n.t(invited === null ? 'team_look' : 'team_join')}
      </Button>
    </form>
  );
}
