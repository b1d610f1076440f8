import type {
  ImportInput,
  ImportPort,
  ImportRequest,
  ReadingProgress,
  ReadReport,
  StoredImport,
} from '../../../components/import/import-port';
import type { Failure } from '../../../utils/model/failure';
import { newId } from '../../../utils/model/ids';
import type { Damage, ImportedReport, ImportReport } from '../../../utils/model/imported-report';
import { err, ok, type Result } from '../../../utils/model/result';
import { REPORT } from './samples';

export function damage(part: Partial<Damage>): Damage {
  return {
    id: newId<'repair'>(),
    kind: 'leftover-marker',
    statementId: newId<'statement'>(),
    citationId: null,
    line: 7,
    start: 40,
    original: '】',
    mended: '',
    before: 'the level of the lake in Februar',
    after: ', then fell',
    reason: null,
    cutAt: null,
    missing: null,
    completions: [],
    isLikely: false,
    ...part,
  };
}

export const DAMAGES: readonly Damage[] = [
  damage({ line: 3, cutAt: 10, missing: 1, completions: ['y', 's'] }),
  damage({ line: 9, original: 'L78】', missing: 4, cutAt: 3, before: 'as the Hydrol', after: '.' }),
  damage({ line: 12, original: '0】', before: 'the weir was shut', after: ' in May' }),
  damage({
    kind: 'unbalanced-emphasis',
    line: 14,
    original: '',
    mended: '**',
    before: 'a **sharp rise',
    after: ' in the north',
  }),
  damage({
    kind: 'invalid-directive',
    line: 16,
    original: 'text=,high%20water',
    mended: 'text=,high%20water',
    reason: 'empty-term',
    before: 'high water was seen',
    after: '.',
  }),
];

export function imported(
  part: Partial<Omit<ImportedReport, 'importReport'>> & {
    importReport?: Partial<ImportReport>;
  } = {},
): ImportedReport {
  return {
    title: 'Lake levels, spring',
    language: 'en',
    preamble: '',
    finalBytes: '',
    sections: [],
    statements: [],
    citations: [],
    sources: [],
    clips: [],
    pins: [],
    ...part,
    importReport: {
      citations: 24,
      listed: 3,
      redirects: 1,
      byStyle: { inline: 20, footnote: 4 },
      withDirective: 21,
      invalidDirectives: 1,
      addresses: 18,
      pages: 9,
      duplicates: 6,
      headings: 5,
      statements: 31,
      damage: DAMAGES,
      leftAlone: [
        { line: 21, text: '[a note](javascript:alert(1))', why: 'address-not-allowed' },
        { line: 30, text: '[^9]', why: 'unknown-reference' },
        { line: 32, text: '[^1_10]', why: 'hidden' },
      ],
      ...part.importReport,
    },
  };
}

export interface TestPort extends ImportPort {
  readonly inputs: ImportInput[];
  readonly requests: ImportRequest[];
  readonly undone: StoredImport[];
  readonly aborted: () => number;
  /** Answers the pending reading. */
  readonly answerReading: (answer: Result<ReadReport, Failure>) => void;
  readonly progress: (progress: ReadingProgress) => void;
  /** Storing fails with this from now on; null lets it succeed. */
  readonly failStoring: (failure: Failure | null) => void;
}

/** A port whose readings wait until the test answers them. */
export function testPort(): TestPort {
  const inputs: ImportInput[] = [];
  const requests: ImportRequest[] = [];
  const undone: StoredImport[] = [];
  let stopped = 0;
  let failing: Failure | null = null;
  let answer: (result: Result<ReadReport, Failure>) => void = () => undefined;
  let tell: (progress: ReadingProgress) => void = () => undefined;
  return {
    inputs,
    requests,
    undone,
    aborted: () => stopped,
    answerReading: (result) => answer(result),
    progress: (progress) => tell(progress),
    failStoring: (failure) => {
      failing = failure;
    },
    htmlToMarkdown: async (html) => ok(`(markdown of ${html.length.toString()} characters)`),
    read: (input, { signal, onProgress }) => {
      inputs.push(input);
      tell = onProgress;
      return new Promise((resolve) => {
        answer = resolve;
        signal.addEventListener('abort', () => {
          stopped += 1;
          resolve(null);
        });
      });
    },
    store: async (request) => {
      requests.push(request);
      if (failing !== null) return err(failing);
      const title = request.target.kind === 'new' ? request.target.title : request.report.title;
      const { citations, duplicates } = request.report.importReport;
      const clips = citations - duplicates;
      const inserted =
        request.target.kind === 'new' ? null : { sections: [newId<'section'>()], statements: [] };
      return ok({ reportId: REPORT, title, citations, clips, inserted });
    },
    dismiss: () => undefined,
    undo: async (stored) => {
      undone.push(stored);
      return ok(undefined);
    },
  };
}
