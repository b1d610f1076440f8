import { i18n } from '#i18n';
import type { ListedChange } from '@/utils/model/listed-changes';
import './merge.css';

/** Shows one change: its subject, and the text before and after the change. */
export function ChangeItem({ item }: { item: ListedChange }) {
  const { about, name, isWhole = false, staysInBin = false, unseen = [] } = item;
  return (
    <li class="changes-item">
      <span class="changes-about">{i18n.t(`change_${about}`)}</span>
      {name !== '' && <bdi>{name}</bdi>}
      {isWhole ? (
        <BothTexts item={item} />
      ) : about === 'place' ? (
        <PlaceWords item={item} />
      ) : (
        <ChangedWords item={item} />
      )}
      {staysInBin && <span>{i18n.t('change_stays_in_bin')}</span>}
      {unseen.length > 0 && (
        <>
          <span>{i18n.t('change_unseen')}</span>
          <ul>
            {unseen.map((words, at) => (
              <li key={at.toString()}>
                <bdi>{words}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

/** Shows two wordings whole, because the user takes one of them. */
function BothTexts({ item: { before, after } }: { item: ListedChange }) {
  return (
    <>
      <span>{i18n.t('change_yours')}</span>
      <bdi class="changes-words">{before}</bdi>
      <span>{i18n.t('change_in_file')}</span>
      <bdi class="changes-words">{after}</bdi>
    </>
  );
}

function PlaceWords({ item: { before, after } }: { item: ListedChange }) {
  if (before === after) return <span>{i18n.t('change_order')}</span>;
  const nameOf = (place: string | null) =>
    place === null ? i18n.t('inbox') : place === '' ? i18n.t('top_level') : place;
  return <span>{i18n.t('change_from_to', [nameOf(before), nameOf(after)])}</span>;
}

function ChangedWords({ item: { about, before, after } }: { item: ListedChange }) {
  if (before === null && after === null) return null;
  if (about === 'quote' && before === after) {
    return (
      <>
        <bdi>{before}</bdi>
        <span>{i18n.t('change_link_only')}</span>
      </>
    );
  }
  const { start, was, now, end } = changedPart(before ?? '', after ?? '');
  return (
    <bdi class="changes-words">
      {start}
      {was !== '' && (
        <del>
          <span class="visually-hidden">{i18n.t('removed_words')} </span>
          {was}
        </del>
      )}
      {now !== '' && (
        <ins>
          <span class="visually-hidden">{i18n.t('added_words')} </span>
          {now}
        </ins>
      )}
      {end}
    </bdi>
  );
}

/** Splits two texts at word boundaries into a common start, the differing middles, a common end. */
export function changedPart(before: string, after: string) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  while (start > 0 && !isBlank(before[start - 1])) start -= 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  while (end > 0 && !isBlank(before.at(-end))) end -= 1;
  return {
    start: before.slice(0, start),
    was: before.slice(start, before.length - end),
    now: after.slice(start, after.length - end),
    end: end === 0 ? '' : before.slice(-end),
  };
}

function isBlank(unit: string | undefined): boolean {
  return unit !== undefined && /\s/.test(unit);
}
