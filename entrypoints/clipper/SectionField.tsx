import { Component } from 'preact';
import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { ClipperReplies } from '@/utils/messaging/protocol/clipper-calls';
import type { SectionId } from '@/utils/model/ids';
import { MAX_NAME, shorten } from '@/utils/text/shorten';
import { i18n } from './kept-catalogue';

interface SectionFieldProps {
  readonly saved: SavedClip;
  readonly onMove: (sectionId: SectionId | null, title: string) => void;
}

const sectionName = (title: string): string =>
  shorten(title.trim(), MAX_NAME) || i18n.t('section_untitled');

type Choices = ClipperReplies['clip.sections']['sections'];

/**
 * Shows the section of a clip, to choose another. Renders nothing if its report has no sections.
 */
export class SectionField extends Component<SectionFieldProps, { readonly choices: Choices }> {
  override state = { choices: [] as Choices };

  // Only after the toast is shown, because the report must be opened for it.
  override async componentDidMount(): Promise<void> {
    const { clipId, sectionId, sectionTitle } = this.props.saved;
    const asked = await requestFromClipper('clip.sections', { clipId });
    if (!asked.ok) return;
    const { sections } = asked.value;
    const here = sectionId !== null && !sections.some(({ id }) => id === sectionId);
    const current = here ? [{ id: sectionId, title: sectionTitle ?? '' }] : [];
    this.setState({ choices: [...current, ...sections] });
  }

  render({ saved, onMove }: SectionFieldProps, { choices }: { readonly choices: Choices }) {
    if (choices.length === 0) return null;
    return (
      <select
        aria-label={i18n.t('section')}
        onChange={({ currentTarget: { value } }) => {
          const chosen = choices.find(({ id }) => id === value);
          if (chosen === undefined) onMove(null, i18n.t('inbox'));
          else onMove(chosen.id, sectionName(chosen.title));
        }}
      >
        {/* As in DrawnText, attributes keep the names out of the text of the page's document. */}
        {[{ id: null, title: i18n.t('inbox') }, ...choices].map(({ id, title }) => {
          // A section can be without a title.
          const name = id === null ? title : sectionName(title);
          return (
            <option
              key={id}
              value={id ?? ''}
              selected={id === saved.sectionId}
              label={name}
              aria-label={name}
            />
          );
        })}
      </select>
    );
  }
}
