import type { ComponentChild } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { sectionName } from '@/components/ui/names';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { RenderOnChange } from './RenderOnChange';
import { StatementBlock } from './StatementBlock';
import type { SentencePlace } from './UncitedList';
import type { DeskClaim } from './use-desk-claims';
import { useGrowing } from './use-growing';
import './review.css';

interface ReportTextProps {
  readonly steps: readonly ReadStep[];
  readonly byKey: ReadonlyMap<string, DeskClaim>;
  readonly shown: ReadonlySet<string>;
  readonly current: string | null;
  /** The uncited sentence that was chosen from the list. */
  readonly sought: SentencePlace | null;
  readonly onChoose: (key: string) => void;
}

/** Shows the report's text with its claims marked. Long reports are rendered in steps. */
export function ReportText(props: ReportTextProps) {
  const { steps, byKey, shown, current, sought, onChoose } = props;
  const currentAt = useMemo(
    () =>
      steps.findIndex(
        (step) =>
          step.kind === 'statement' && step.claims.claims.some(({ key }) => key === current),
      ),
    [steps, current],
  );
  const soughtAt = useMemo(
    () =>
      sought === null
        ? -1
        : steps.findIndex(
            (step) => step.kind === 'statement' && step.statement.id === sought.statementId,
          ),
    [steps, sought],
  );
  const [from, to] = useGrowing(steps.length, soughtAt < 0 ? currentAt : soughtAt);
  const text = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (sought === null) return;
    const sentence = text.current?.querySelector<HTMLElement>('.uncited.is-sought');
    sentence?.scrollIntoView({ block: 'center' });
    sentence?.focus({ preventScroll: true });
  }, [sought]);
  const parts: ComponentChild[] = [];
  for (let start = from - (from % PART); start < to; start += PART) {
    const part: PartProps = {
      steps: steps.slice(Math.max(start, from), Math.min(start + PART, to)),
      byKey,
      shown,
      current: currentAt >= start && currentAt < start + PART ? current : null,
      sought: soughtAt >= start && soughtAt < start + PART ? sought : null,
      onChoose,
    };
    parts.push(
      <RenderOnChange key={start} deps={depsOf(part)} draw={() => <ReportPart {...part} />} />,
    );
  }
  return (
    <div ref={text} class="report-text">
      {parts}
    </div>
  );
}

/** So many blocks are compared as one, because most of them do not change. */
const PART = 40;

type PartProps = ReportTextProps;

/** Some blocks of the report. */
function ReportPart({ steps, byKey, shown, current, sought, onChoose }: PartProps) {
  return (
    <>
      {steps.map((step) => {
        if (step.kind === 'heading') {
          return (
            <h3
              key={step.section.id}
              class={`report-heading report-heading-${Math.min(step.depth, 4).toString()}`}
              dir="auto"
            >
              {sectionName(step.section.title)}
            </h3>
          );
        }
        const claims = claimsOf(step, byKey);
        const here = claims.some(({ item }) => item.claim.key === current) ? current : null;
        const start = step.statement.id === sought?.statementId ? sought.start : null;
        return (
          <RenderOnChange
            key={step.statement.id}
            deps={[step, here, start, dimmed(claims, shown), ...claims]}
            draw={() => (
              <ErrorBoundary of="entry">
                <StatementBlock
                  statement={step.statement}
                  text={step.claims}
                  marks={step.marks}
                  claims={claims}
                  shown={shown}
                  current={here}
                  sought={start}
                  onChoose={onChoose}
                />
              </ErrorBoundary>
            )}
          />
        );
      })}
    </>
  );
}

function claimsOf(step: ReadStep, byKey: PartProps['byKey']): readonly DeskClaim[] {
  if (step.kind === 'heading') return [];
  return step.claims.claims.flatMap(({ key }) => byKey.get(key) ?? []);
}

/** Returns the keys of the claims that the filter hides. */
function dimmed(claims: readonly DeskClaim[], shown: ReadonlySet<string>): string {
  return claims.map(({ item }) => (shown.has(item.claim.key) ? '' : item.at.toString())).join(' ');
}

/** The values that these blocks depend on. A claim is a new object if anything about it changed. */
function depsOf({ steps, byKey, shown, current, sought }: PartProps): unknown[] {
  const claims = steps.flatMap((step) => claimsOf(step, byKey));
  return [current, sought, dimmed(claims, shown), steps.length, ...steps, ...claims];
}
