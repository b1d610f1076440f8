import {
  type OffscreenReplies,
  offscreenRequests,
} from '@/utils/messaging/protocol/offscreen-calls';
import { room, serve } from '@/utils/messaging/server';
import { ok } from '@/utils/model/result';
import { makeBackup } from './make-backup';
import { readPage } from './read-page';

serve('offscreen', [
  room<typeof offscreenRequests, OffscreenReplies>('background', offscreenRequests, {
    'page.read': async (page) => ok(await readPage(page)),
    'reader.ping': () => Promise.resolve(ok({})),
    'backup.make': ({ createdAt }) => makeBackup(createdAt),
  }),
]);
