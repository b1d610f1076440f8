import { Component, type ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { Button } from './Button';
import './ui.css';
import { Icon } from './Icon';

interface ErrorBoundaryProps {
  /** The unit that an error message replaces if drawing fails. */
  readonly of: 'entry' | 'part' | 'page';
  /** Identifies the content; when this value changes, the content is drawn again. */
  readonly showing?: string;
  readonly children?: ComponentChildren;
}

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** The part of the settings that makes a backup of all readable records. */
export const EXPORT_READABLE = '/options.html#backup';

/**
 * Shows an error message instead of content that fails to draw, so that the rest of the page works.
 * The message stays until the content changes or the user tries again.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, failed: false };

  static override getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error('pincite', error);
  }

  override componentDidUpdate({ showing }: ErrorBoundaryProps): void {
    if (this.state.failed && showing !== this.props.showing) {
      this.setState({ error: null, failed: false });
    }
  }

  override render({ of, children }: ErrorBoundaryProps, { error, failed }: ErrorBoundaryState) {
    if (!failed) return children;
    return (
      <div class={`error broken broken-${of}`} role="alert">
        <Icon name="warning" />
        <div class="stack stack-tight">
          <p>{i18n.t(`broken_${of}`)}</p>
          <details>
            <summary>{i18n.t('broken_details')}</summary>
            <pre class="error-detail">{detailsOf(error)}</pre>
          </details>
          <div class="row row-wrap">
            <Button
              icon="restore"
              onClick={() =>
                of === 'page' ? location.reload() : this.setState({ error: null, failed: false })
              }
            >
              {i18n.t(of === 'page' ? 'broken_reload' : 'broken_again')}
            </Button>
            <a href={EXPORT_READABLE} target="_blank" rel="noopener">
              {i18n.t('export_readable')}
            </a>
          </div>
        </div>
      </div>
    );
  }
}

/** How many UTF-16 units of an error are shown. */
const SHOWN = 2_000;

function detailsOf(error: unknown): string {
  const words = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return words.slice(0, SHOWN);
}
