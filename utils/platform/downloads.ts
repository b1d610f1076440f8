import type { Downloads } from 'webextension-polyfill';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/** A browser that asks where to save each file may be asking nobody: milliseconds that it has. */
const LONGEST_MS = 600_000;
const TOO_LONG = 'timeout';

/** Asks for the permission. Call it inside the click, before any await: Firefox refuses it later. */
export function requestDownloads(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['downloads'] }).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/**
 * Saves a file below the downloads folder without a question, under another name where that
 * one is taken; resolves once it is whole on the disk.
 * @param url An address that lasts until then, `blob:` for instance.
 * @param filename With its folders, `Pincite/backup.pincite`.
 */
export async function saveDownload(
  url: string,
  filename: string,
): Promise<Result<undefined, Failure>> {
  // Not there without the permission, whatever its type says.
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

/** Hears how downloads end, from before one begins: a small file is there before its id is. */
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
    /** Null for a whole file, else what the browser says is wrong. */
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
