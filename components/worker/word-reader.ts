import { expose } from 'comlink';
import type { WordReading } from '@/components/import/create-import-port';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { PACKAGE_LIMITS } from '@/utils/word/open-package';
import { readWord } from '@/utils/word/read-word';

/*
 * The script of the Worker that opens Word documents. It is a script of its own, because the shared
 * one can load nothing lazily, and few files need this library.
 */
const service: WordReading = {
  toHtml: async (file) => {
    if (file.size > PACKAGE_LIMITS.bytes) return err(failure('file_too_large'));
    return readWord(new Uint8Array(await file.arrayBuffer()));
  },
};

// Tests evaluate the script under another name.
if (self.name === 'word-reader') expose(service);
