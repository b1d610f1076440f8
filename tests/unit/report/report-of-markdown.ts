import type { Id } from '@/utils/model/ids';
import type {
  ImportedCitation,
  ImportedReport,
  ImportedStatement,
} from '@/utils/model/imported-report';
import { citationToken } from '@/utils/model/statement-text';

type Read = Pick<ImportedReport, 'statements' | 'citations' | 'language'>;

const INLINE = /\(\[([^\]]*)\]\(([^()\s]*)\)\)/gu;

/** Returns ids in the order of the calls. */
export function countedIds(): <Kind extends string>() => Id<Kind> {
  let count = 0;
  return <Kind extends string>() => {
    count += 1;
    return `01900000-0000-7000-8000-${count.toString(16).padStart(12, '0')}` as Id<Kind>;
  };
}

/**
 * Makes one statement of each line, with each `([Title](url))` as a citation. The search for damage
 * needs no more.
 */
export function reportOfMarkdown(markdown: string, language = 'en'): Read {
  const newId = countedIds();
  const citations: ImportedCitation[] = [];
  const statements: ImportedStatement[] = [];
  markdown.split('\n').forEach((raw, index) => {
    if (raw === '' || raw.startsWith('#')) return;
    const statementId = newId<'statement'>();
    const text = raw.replace(/^- /u, '').replace(INLINE, (spelled, label: string, href: string) => {
      const id = newId<'citation'>();
      const clipId = newId<'clip'>();
      citations.push({ id, statementId, clipId, label, href, style: 'inline', raw: spelled });
      return citationToken(id);
    });
    statements.push({
      id: statementId,
      sectionId: null,
      kind: raw.startsWith('- ') ? 'item' : 'paragraph',
      marker: raw.startsWith('- ') ? '-' : '',
      depth: 0,
      text,
      raw,
      gapBefore: '',
      line: index + 1,
    });
  });
  return { statements, citations, language };
}
