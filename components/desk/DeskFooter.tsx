import { i18n } from '#i18n';

/** The most frequent keys, and what a pass means. */
export function DeskFooter({ onKeys }: { onKeys: () => void }) {
  return (
    <footer class="desk-footer">
      <span>
        <kbd>J</kbd> <kbd>K</kbd> {i18n.t('foot_move')}
      </span>
      <span>
        <kbd>1</kbd>–<kbd>4</kbd> {i18n.t('foot_decide')}
      </span>
      <span>
        <kbd>N</kbd> {i18n.t('foot_note')}
      </span>
      <span>
        <kbd>S</kbd> {i18n.t('foot_waiting')}
      </span>
      <button type="button" class="link-button" data-focus="keys" onClick={onKeys}>
        <kbd>?</kbd> {i18n.t('foot_keys')}
      </button>
      <span class="desk-footer-means">{i18n.t('pass_means')}</span>
    </footer>
  );
}
