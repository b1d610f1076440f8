import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { TextField } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { Sheet } from '@/components/ui/Sheet';
import { request } from '@/utils/messaging/client';
import { MAX_IGNORED } from '@/utils/messaging/protocol/review-calls';
import type { Failure } from '@/utils/model/failure';
import { isVerified, type Review, type ReviewAuthor } from '@/utils/model/project-reviews';
import { type Author, fingerprintOf } from '@/utils/model/review-records';
import { shownName, shownOf, UNVERIFIED } from '@/utils/review/shown-reviews';
import { OwnFingerprint } from './OwnFingerprint';
import './review.css';

interface ReviewersDialogProps {
  readonly reviewer: string;
  readonly authors: readonly ReviewAuthor[];
  /** Returns the unsigned decisions that bear a name on claims without a signed one. */
  readonly unsignedOf: (name: string) => readonly Review[];
  readonly onReviewer: (name: string) => void;
  readonly onSignAgain: (reviews: readonly Review[]) => void;
  readonly onClose: () => void;
}

/**
 * Shows the reviewer's name and the other reviewers' keys, and lets the user verify or ignore a
 * key.
 */
export function ReviewersDialog(props: ReviewersDialogProps) {
  // The user can show all reviewers, so nobody can hide one reviewer behind many others.
  const [limit, setLimit] = useState(UNVERIFIED);
  const { shown: authors, hidden } = shownOf(props.authors, limit);
  const strangers = keysOf(props.authors, false);
  const ignored = keysOf(props.authors, true);
  const [name, setName] = useState(props.reviewer);
  // A new name in the field does not change the name on the decisions that are stored.
  const [nameBefore] = useState(props.reviewer);
  const unsigned = props.unsignedOf(nameBefore);
  const [failure, setFailure] = useState<Failure | null>(null);
  const rename = async (author: Author, to: string | null) => {
    const named = await request('review.name', { author, name: to });
    setFailure(named.ok ? null : named.error);
  };
  const ignore = async (keys: readonly Author[], isIgnored: boolean) => {
    for (let at = 0; at < keys.length; at += MAX_IGNORED) {
      const some = keys.slice(at, at + MAX_IGNORED);
      const done = await request('review.ignore', { authors: some, ignored: isIgnored });
      setFailure(done.ok ? null : done.error);
      if (!done.ok) return;
    }
  };
  const keepName = () => {
    const trimmed = name.trim();
    if (trimmed === '') setName(props.reviewer);
    else if (trimmed !== props.reviewer) props.onReviewer(trimmed);
  };
  const close = () => {
    keepName();
    props.onClose();
  };
  return (
    <Sheet
      title={i18n.t('reviewers_title')}
      step="reviewers"
      onClose={close}
      foot={
        <Button look="primary" onClick={close}>
          {i18n.t('done')}
        </Button>
      }
    >
      {failure !== null && <ErrorNotice failure={failure} />}
      <section class="stack stack-tight" aria-labelledby="reviewers-own">
        <h3 id="reviewers-own" class="part-title">
          {i18n.t('reviewers_own')}
        </h3>
        <TextField
          label={i18n.t('reviewer_label')}
          value={name}
          maxLength={200}
          onChange={setName}
          onLeave={keepName}
        />
        <OwnFingerprint />
        {unsigned.length > 0 && (
          <div class="reviewer-note">
            <p>{i18n.t('reviewers_unsigned_own', unsigned.length)}</p>
            <Button onClick={() => props.onSignAgain(unsigned)}>
              {i18n.t('reviewers_sign_again')}
            </Button>
          </div>
        )}
      </section>
      <section class="stack stack-tight" aria-labelledby="reviewers-others">
        <h3 id="reviewers-others" class="part-title">
          {i18n.t('reviewers_others')}
        </h3>
        {authors.every(({ standing }) => standing === 'own') && (
          <p class="muted">{i18n.t('reviewers_none')}</p>
        )}
        <ul class="reviewer-list">
          {authors.map((author) => (
            <ReviewerRow
              key={author.author}
              author={author}
              onName={(to) => void rename(author.author, to)}
              onIgnore={(isIgnored) => void ignore([author.author], isIgnored)}
            />
          ))}
        </ul>
        {hidden > 0 && (
          <div class="reviewer-note">
            <p class="muted">{i18n.t('reviewers_hidden', hidden)}</p>
            <Button onClick={() => setLimit(limit + UNVERIFIED)}>
              {i18n.t('reviewers_show_more')}
            </Button>
          </div>
        )}
        {strangers.length > 1 && (
          <Button onClick={() => void ignore(strangers, true)}>
            {i18n.t('reviewers_ignore_all', strangers.length)}
          </Button>
        )}
        {ignored.length > 1 && (
          <Button onClick={() => void ignore(ignored, false)}>
            {i18n.t('reviewers_count_all', ignored.length)}
          </Button>
        )}
      </section>
    </Sheet>
  );
}

/** Returns the unverified keys that the user ignores or, with `ignored` false, does not ignore. */
function keysOf(authors: readonly ReviewAuthor[], ignored: boolean): Author[] {
  return authors
    .filter((each) => !isVerified(each.standing) && each.ignored === ignored)
    .map(({ author }) => author);
}

interface ReviewerRowProps {
  readonly author: ReviewAuthor;
  readonly onName: (name: string | null) => void;
  readonly onIgnore: (ignored: boolean) => void;
}

/** Shows one key: the number of its decisions, its fingerprint and its owner. */
function ReviewerRow({ author: of, onName, onIgnore }: ReviewerRowProps) {
  const { author, standing, claimed, decisions, missing, conflict } = of;
  const [latest = '', ...earlier] = claimed.slice(0, 3).map(shownName);
  const names = [latest, ...earlier].join(', ');
  const [name, setName] = useState(latest);
  const trimmed = name.trim();
  const problems = [
    ...(missing > 0 ? [i18n.t('reviewers_missing', missing)] : []),
    ...(conflict ? [i18n.t('reviewers_conflict')] : []),
  ];
  if (standing === 'own' && problems.length === 0) return null;
  if (of.ignored) {
    return (
      <li class="reviewer card">
        <p class="reviewer-head">
          <b>
            <bdi>{names}</bdi>
          </b>
          <span class="muted">{fingerprintOf(author)}</span>
        </p>
        <p class="muted">{i18n.t('reviewers_ignored')}</p>
        <Button onClick={() => onIgnore(false)}>{i18n.t('reviewers_count_again')}</Button>
      </li>
    );
  }
  return (
    <li class="reviewer card">
      <p class="reviewer-head">
        <b>
          <bdi>{of.name ?? names}</bdi>
        </b>
        <span class="muted">
          {i18n.t(`standing_${standing}`)} · {i18n.t('reviewers_decisions', decisions)}
        </span>
      </p>
      {of.name !== null && claimed.some((each) => each !== of.name) && (
        <p class="muted">{i18n.t('reviewers_claims', [names])}</p>
      )}
      {problems.map((words) => (
        <p key={words} class="reviewer-problem">
          <Icon name="warning" size={14} /> {words}
        </p>
      ))}
      {standing !== 'unsigned' && standing !== 'own' && (
        <p class="fingerprint" translate={false}>
          {fingerprintOf(author)}
        </p>
      )}
      {standing === 'unsigned' && <p class="muted">{i18n.t('reviewers_unsigned')}</p>}
      {standing === 'member' && <p class="muted">{i18n.t('reviewers_member')}</p>}
      {(standing === 'unverified' || standing === 'member') && (
        <form
          class="reviewer-compare"
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed !== '') onName(trimmed);
          }}
        >
          <p class="muted">{i18n.t('reviewers_compare', [latest])}</p>
          <TextField
            label={i18n.t('reviewers_name')}
            value={name}
            maxLength={200}
            onChange={setName}
          />
          <Button type="submit" look="primary" disabled={trimmed === ''}>
            {i18n.t('reviewers_same')}
          </Button>
        </form>
      )}
      {(standing === 'unverified' || standing === 'member' || standing === 'unsigned') && (
        <Button onClick={() => onIgnore(true)}>{i18n.t('reviewers_ignore')}</Button>
      )}
      {standing === 'known' && (
        <Button onClick={() => onName(null)}>{i18n.t('reviewers_forget')}</Button>
      )}
    </li>
  );
}
