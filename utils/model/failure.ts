/**
 * A failure that is shown to the user. The code names a sentence in the message catalogue
 * (`failure_<code>`). `detail` is shown beside it, never instead of it.
 */
export const FAILURE_CODES = [
  'restricted_page',
  'pdf_viewer',
  'no_selection',
  'selection_forbidden',
  'no_address',
  'private_window',
  'private_unasked',
  'clip_unasked',
  'clip_interrupted',
  'too_many_requests',
  'too_many_passages',
  'page_navigated',
  'page_too_complex',
  'article_too_long',
  'article_private',
  'article_gone',
  'screenshot_failed',
  'quota_exceeded',
  'storage_unavailable',
  'database_newer',
  'database_blocked',
  'bad_message',
  'wrong_sender',
  'not_found',
  'backup_damaged',
  'backup_newer',
  'backup_not_ours',
  'library_changed',
  'folder_refused',
  'folder_gone',
  'download_refused',
  'download_failed',
  'bundle_damaged',
  'bundle_newer',
  'bundle_dangling',
  'file_is_backup',
  'file_is_bundle',
  'file_is_import',
  'merge_changed',
  'file_too_large',
  'file_over_limits',
  'file_not_text',
  'file_empty',
  'file_is_pdf',
  'file_is_document',
  'word_locked',
  'word_macros',
  'word_too_large',
  'word_broken',
  'file_is_image',
  'file_is_json',
  'file_is_references',
  'file_is_table',
  'file_not_own',
  'file_broken_text',
  'paste_too_large',
  'html_too_complex',
  'reading_too_slow',
  'no_signing_key',
  'name_taken',
  'nothing_to_check',
  'page_text_gone',
  'no_link',
  'page_type_unknown',
  'permission_refused',
  'team_link_wrong',
  'team_link_unsafe',
  'team_host_refused',
  'team_no_answer',
  'team_not_server',
  'team_server_older',
  'team_server_newer',
  'team_invitation_unknown',
  'team_invitation_used',
  'team_invitation_expired',
  'team_invitation_revoked',
  'team_known',
  'team_gone',
  'team_forbidden',
  'team_last_owner',
  'team_expired',
  'team_full',
  'team_too_large',
  'team_edit_refused',
  'team_bad_change',
  'team_damaged',
  'team_busy',
  'team_not_stored',
  'team_refused',
  'background_unreachable',
  'unexpected',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly code: FailureCode;
  readonly detail?: string;
}

export function failure(code: FailureCode, detail?: string): Failure {
  return detail === undefined ? { code } : { code, detail };
}

/** Returns the message of a thrown value, for `detail` and the console. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
