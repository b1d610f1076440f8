import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import type { Clip } from '@/utils/model/evidence';
import { isWebAddress } from '@/utils/model/url';

/** Shows where on its page a clip stands: the second of a recording, or the post of a feed. */
export function ClipLocator({ locator: { time, permalink } }: Pick<Clip, 'locator'>) {
  // Evidence comes from pages and files, so only a web address becomes a link.
  const post = permalink !== null && isWebAddress(permalink) ? permalink : null;
  if (time === null && post === null) return null;
  return (
    <p class="muted">
      {time !== null && <span>{i18n.t('clip_time', [clockOf(time)])} </span>}
      {post !== null && (
        <a class="link-button" href={post} target="_blank" rel="noreferrer">
          {i18n.t('clip_post')}
          <Icon name="open" size={14} />
        </a>
      )}
    </p>
  );
}

/** Formats seconds as `1:05` or `1:02:03`. */
function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
