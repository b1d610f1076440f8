import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { noImageWords } from '@/components/ui/words';
import type { Attachment } from '@/utils/model/attachment';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import './clip.css';
import { ImageSheet } from './ImageSheet';
import { imageName } from './image-facts';
import { useClipImages } from './use-clip-images';

interface ClipImagesProps {
  readonly ids: readonly string[];
  readonly load: () => Promise<Result<readonly Attachment[], Failure>>;
  /** BCP 47. The language of the page that describes the images. */
  readonly language: string | undefined;
  /** Absent where images can only be looked at. */
  readonly onDelete?: (id: Attachment['id']) => void;
}

/** Shows the images and screenshots of a clip as thumbnails. Each opens in full size. */
export function ClipImages({ ids, load, language, onDelete }: ClipImagesProps) {
  const place = useRef<HTMLDivElement>(null);
  const found = useClipImages(place, load, ids);
  const [opened, setOpened] = useState<string | null>(null);
  const images = found?.ok ? found.value : [];
  const large = images.find(({ about }) => about.id === opened);
  return (
    <div ref={place} class="clip-images" aria-busy={found === null}>
      {found === null && <div class="clip-image-waiting" />}
      {found !== null && !found.ok && <ErrorNotice failure={found.error} />}
      {images.map(({ about, url }) => {
        const { id, kind, width, height, noImageReason } = about;
        const name = imageName(about);
        const spoken = kind === 'screenshot' ? undefined : language;
        if (url === null) {
          return (
            <p class="clip-reason" key={id}>
              <bdi lang={spoken}>{name}</bdi>
              {' – '}
              {noImageReason !== null && i18n.t('image_without', [noImageWords(noImageReason)])}
            </p>
          );
        }
        return (
          <button
            type="button"
            class="clip-image"
            key={id}
            title={i18n.t('image_open')}
            onClick={() => setOpened(id)}
          >
            <img
              src={url}
              alt={name}
              lang={spoken}
              loading="lazy"
              decoding="async"
              {...(width > 0 && height > 0 ? { width, height } : {})}
            />
          </button>
        );
      })}
      {large !== undefined && large.url !== null && (
        <ImageSheet
          about={large.about}
          url={large.url}
          language={language}
          onDelete={
            onDelete &&
            (() => {
              setOpened(null);
              onDelete(large.about.id);
            })
          }
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}
