import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { needsDecision } from '@/utils/review/review-state';
import { claimTone } from './claim-look';
import { StatementBlock } from './StatementBlock';
import { Still } from './Still';
import type { SentencePlace } from './UncitedList';
import type { DeskClaim } from './use-desk-claims';
import { useGrowing } from './use-growing';

interface ReportTextProps {
  readonly steps: readonly ReadStep[];
  readonly byKey: ReadonlyMap<string, DeskClaim>;
  readonly shown: ReadonlySet<string>;
  readonly current: string | null;
  /** The uncited sentence that was asked for. */
  readonly sought: SentencePlace | null;
  readonly onChoose: (key: string) => void;
}

/** The report's text with its claims marked, as it reads; drawn little by little where it is long. */
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
  return (
    <div ref={text} class="report-text">
      {steps.slice(from, to).map((step, at) => {
        if (step.kind === 'heading') {
          return (
            <h3
              key={step.section.id}
              class={`report-heading report-heading-${Math.min(step.depth, 4).toString()}`}
              dir="auto"
            >
              {step.section.title.trim() || i18n.t('section_untitled')}
            </h3>
          );
        }
        const claims = step.claims.claims.flatMap(({ key }) => byKey.get(key) ?? []);
        return (
          <Still
            key={step.statement.id}
            print={[
              ...printOf(step, claims, shown, currentAt === from + at ? current : null),
              soughtAt === from + at ? sought : null,
            ]}
            draw={() => (
              <StatementBlock
                statement={step.statement}
                text={step.claims}
                claims={claims}
                shown={shown}
                current={current}
                sought={soughtAt === from + at ? (sought?.start ?? null) : null}
                onChoose={onChoose}
              />
            )}
          />
        );
      })}
    </div>
  );
}

/** All that a block shows. */
function printOf(
  step: Extract<ReadStep, { kind: 'statement' }>,
  claims: readonly DeskClaim[],
  shown: ReadonlySet<string>,
  current: string | null,
): unknown[] {
  return [
    step,
    current,
    claims
      .map((claim) => {
        const { review, item } = claim;
        const decision = needsDecision(review) ? review.state : review.review?.decision;
        return `${claimTone(claim)} ${decision ?? ''} ${shown.has(item.claim.key) ? '' : 'dim'}`;
      })
      .join('\n'),
  ];
}
