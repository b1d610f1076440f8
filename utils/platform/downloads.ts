import type { Downloads } from 'webextension-polyfill';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/** In milliseconds. A browser that asks where to save each file may get no answer. */
const LONGEST_MS = 600_000;
const TOO_LONG = 'timeout';

/**
 * Asks for the permission. Call it inside the click handler, before any await, because Firefox
 * refuses it later.
 */
export function requestDownloads(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['downloads'] }).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/**
 * Saves a file below the downloads folder without a question, with another name if its name is
 * taken. Resolves when the file is complete on the disk.
 * @param url An address that is valid until then, for example `blob:`.
 * @param filename With its folders: `Pincite/backup.pincite`.
 */
export async function saveDownload(
  url: string,
  filename: string,
): Promise<Result<undefined, Failure>> {
  // Missing without the permission, although the type says otherwise.
  const api: Downloads.Static | undefined = browser.downloads;
  if (api === undefined) return err(failure('download_failed', 'permission'));
  const ended = endings(api);
  try {
    const id = await api.download({ url, filename, saveAs: false, conflictAction: 'uniquify' });
    const problem = await ended.of(id);
    if (problem === TOO_LONG) await api.cancel(id);
    return problem === null ? ok(undefined) : err(failure('download_failed', problem));
  } catch (cause) {
    return err(failure('download_failed', messageOf(cause)));
  } finally {
    ended.stop();
  }
}

/**
 * Listens for ends of downloads before one begins, because a small file can be complete before its
 * id is known.
 */
function endings(api: Downloads.Static) {
  const known = new Map<number, string | null>();
  let heard: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = ({ id, state, error }: Downloads.OnChangedDownloadDeltaType) => {
    if (state?.current === 'complete') known.set(id, null);
    else if (state?.current === 'interrupted') known.set(id, error?.current ?? 'interrupted');
    heard();
  };
  api.onChanged.addListener(changed);
  return {
    /** Resolves to null for a complete file, or else to the browser's error. */
    of: (id: number) =>
      new Promise<string | null>((resolve) => {
        timer = setTimeout(resolve, LONGEST_MS, TOO_LONG);
        heard = () => {
          const end = known.get(id);
          if (end !== undefined) resolve(end);
        };
        heard();
      }),
    stop: () => {
      clearTimeout(timer);
      api.onChanged.removeListener(changed);
    },
  };
}
