import { expect, test, vi } from 'vitest';
import { describeChange } from '@/components/panel/describe-change';
import { newId } from '@/utils/model/ids';
import { ReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { binStatement, createStatement, joinStatements } from '@/utils/model/statement-operations';

vi.mock('#i18n', () => ({ i18n: { t: (key: string) => key } }));

const AT = '2026-11-20T10:00:00.000Z';

test.each([
  ['joined', 'step_joined'],
  ['deleted', 'step_statement_removed'],
])('names a step in which a statement was %s', (act, expected) => {
  const doc = new ReportDocument();
  const reportId = newId<'report'>();
  for (const text of ['Prices rose.', 'Jobs were lost.'])
    createStatement(doc, { id: newId<'statement'>(), text, position: { sectionId: null } });
  const read = () => arrangeReport(readReport(doc, reportId), []);
  const before = read();
  const [kept, gone] = before.content.statements;
  if (kept === undefined || gone === undefined) throw new Error('no statements');
  const text = `${kept.text} ${gone.text}`;
  if (act === 'joined') joinStatements(doc, { kept, gone, form: kept, text, at: AT });
  else binStatement(doc, { id: gone.id, at: AT });
  expect(describeChange(before, read())).toBe(expected);
});
