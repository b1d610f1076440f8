import type { ClipPort } from '@/components/clip/clip-port';
import { createPinning, type PinPorts } from '@/components/report/pin-passage';
import { failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err } from '@/utils/model/result';
import { deleteImage } from './delete-image';

/** The commands and data of a clip's card in an open report. */
export function createClipPort(clipId: ClipId, ports: Omit<PinPorts, 'focusOf'>): ClipPort {
  const { reader, say } = ports;
  return {
    ...createPinning(clipId, { ...ports, focusOf: (id) => [`item-${id}`] }),
    say: (text) => say(text),
    history: async () =>
      reader === null ? err(failure('not_found', clipId)) : reader.clipHistory(clipId),
    images: async () =>
      reader === null ? err(failure('not_found', clipId)) : reader.attachments(clipId),
    deleteImage: (id) => void deleteImage(clipId, id, ports),
  };
}
