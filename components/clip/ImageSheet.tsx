import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { Sheet } from '@/components/ui/Sheet';
import { isWebAddress } from '@/utils/model/url';
import { type ImageAbout, imageFacts, imageFileName, imageName } from './image-facts';
import './clip.css';

interface ImageSheetProps {
  readonly about: ImageAbout;
  /** A `blob:` URL of the bytes. */
  readonly url: string;
  readonly language: string | undefined;
  readonly onDelete: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Shows an image as large as possible, with what is known about it and a way to save it. */
export function ImageSheet({ about, url, language, onDelete, onClose }: ImageSheetProps) {
  const { kind, copy, takenAt, caption } = about;
  const name = imageName(about);
  // The name of a screenshot is in the language of the interface.
  const spoken = kind === 'screenshot' ? undefined : language;
  const address = addressOf(about);
  return (
    <Sheet
      title={name}
      titleLanguage={spoken}
      subtitle={`${imageFacts(about)} · ${formatMoment(takenAt)}`}
      step={url}
      onClose={onClose}
      foot={
        <>
          {onDelete && (
            <Button look="danger" icon="bin" onClick={onDelete}>
              {i18n.t('delete')}
            </Button>
          )}
          <Button onClick={onClose}>{i18n.t('close')}</Button>
          <a class="button button-primary" href={url} download={imageFileName(about)}>
            <Icon name="download" />
            {i18n.t('image_save')}
          </a>
        </>
      }
    >
      <img class="image-large" src={url} alt={name} lang={spoken} />
      {caption !== '' && caption !== name && (
        <p lang={language} dir="auto">
          {caption}
        </p>
      )}
      {kind === 'image' && copy === 'shown' && <p class="muted">{i18n.t('image_as_shown')}</p>}
      {address !== null && (
        <p class="muted image-address">
          <a href={address} target="_blank" rel="noreferrer">
            {address}
          </a>
        </p>
      )}
    </Sheet>
  );
}

/** The address comes from a page or a file, so only a web address becomes a link. */
function addressOf({ url }: ImageAbout): string | null {
  return url !== null && isWebAddress(url) ? url : null;
}
