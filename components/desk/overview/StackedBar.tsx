import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Tone } from '@/components/ui/verdict-look';
import './overview.css';

export interface BarPart {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

/**
 * Pixels between two lines of the hatching, one value for each further part with the same tone, so
 * that parts differ without colour.
 */
const STROKES = [0, 6, 10, 4, 14] as const;
/** The smallest part, in percent, that has room for its number. */
const ROOM = 5;

/**
 * Shows the parts of a whole as one bar, and names each part below it. It is an SVG image, so that
 * its colours are printed. Hatching distinguishes parts with the same tone.
 */
export function StackedBar({ title, parts }: { title: string; parts: readonly BarPart[] }) {
  const id = useId();
  const shown = parts.filter(({ count }) => count > 0);
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const percent = (count: number) => (count / total) * 100;
  const share = new Intl.NumberFormat(i18n.t('locale'), { style: 'percent' });
  const strokesOf = (part: BarPart) => {
    const alike = shown.filter(({ tone }) => tone === part.tone).indexOf(part);
    return STROKES[alike % STROKES.length] ?? 0;
  };
  let from = 0;
  return (
    <figure class="bar" aria-labelledby={id}>
      <figcaption id={id} class="bar-title">
        {title} <span class="muted">{total}</span>
      </figcaption>
      {/* The text below says what the image shows. */}
      <svg class="bar-picture" width="100%" height="28" aria-hidden="true" focusable="false">
        <Strokes id={id} />
        {shown.map((part) => {
          const at = from;
          const width = percent(part.count);
          from += width;
          return (
            <g key={part.key} class={`bar-${part.tone}`}>
              <rect class="bar-part" x={`${at}%`} width={`${width}%`} height="28" />
              <Stroked id={id} gap={strokesOf(part)} x={`${at}%`} width={`${width}%`} />
              {width >= ROOM && (
                <text class="bar-count" x={`${at + width / 2}%`} y="19" text-anchor="middle">
                  {part.count}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul class="bar-legend">
        {shown.map((part) => (
          <li key={part.key}>
            <svg class="bar-swatch" width="14" height="14" aria-hidden="true" focusable="false">
              <g class={`bar-${part.tone}`}>
                <rect class="bar-part" width="14" height="14" />
                <Stroked id={id} gap={strokesOf(part)} x="0" width="14" />
              </g>
            </svg>
            <span>
              <b>{part.count}</b> {part.label}{' '}
              <span class="muted">{share.format(wholePercent(part.count, total) / 100)}</span>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/**
 * Returns a part of a whole in percent, rounded, so equal counts have equal percentages. A part that
 * is neither nothing nor everything has 1 to 99.
 */
function wholePercent(count: number, total: number): number {
  if (count === total) return 100;
  return Math.min(99, Math.max(1, Math.round((count * 100) / total)));
}

function Strokes({ id }: { id: string }) {
  return (
    <defs>
      {STROKES.filter((gap) => gap > 0).map((gap) => (
        <pattern
          key={gap}
          id={`${id}-${gap}`}
          width={gap}
          height={gap}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line class="bar-stroke" y2={gap} stroke-width="3" />
        </pattern>
      ))}
    </defs>
  );
}

function Stroked(props: { id: string; gap: number; x: string; width: string }) {
  if (props.gap === 0) return null;
  const fill = `url(#${props.id}-${props.gap})`;
  return <rect x={props.x} width={props.width} height="28" fill={fill} />;
}
