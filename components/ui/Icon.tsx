const STROKES = {
  check: 'm3 8.5 3.2 3.2L13 4.5',
  triangle: 'M8 2.8 14 13H2z',
  cross: 'm4 4 8 8m0-8-8 8',
  dash: 'M3.5 8h9',
  circle: 'M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8z',
  half: 'M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8zm0 0v10.4',
  question: 'M5.6 6a2.5 2.5 0 1 1 3.6 2.3C8.4 8.7 8 9 8 9.9m0 2.2v.1',
  filter: 'M2.8 4h10.4M4.8 8h6.4M6.8 12h2.4',
  keyboard: 'M2 4.5h12v7H2zm2.4 2.4h.01M6.8 6.9h.01M9.2 6.9h.01M11.6 6.9h.01M5 9.3h6',
  list: 'M2.8 4h.01M2.8 8h.01M2.8 12h.01M5.6 4h7.6M5.6 8h7.6M5.6 12h7.6',
  diamond: 'M8 2.5 13.5 8 8 13.5 2.5 8z',
  arrow: 'M3 8h9.5M9 4.5 12.5 8 9 11.5',
  undo: 'M6 3 2.8 6.2 6 9.4M3.2 6.2h6a3.6 3.6 0 0 1 0 7.2H6.5',
  redo: 'm10 3 3.2 3.2L10 9.4m2.8-3.2h-6a3.6 3.6 0 0 0 0 7.2h2.7',
  more: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  grip: 'M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01',
  tag: 'M3 3h5l5.2 5.2-5 5L3 8zM5.6 5.6h.01',
  down: 'm4 6 4 4.2L12 6',
  left: 'M10 4 5.8 8 10 12',
  right: 'm6 4 4.2 4L6 12',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm3 7 3.2 3.2',
  open: 'M6.5 3.5H3.2v9.3h9.3V9.5M9 3h4v4m-.2-3.8L7.5 8.5',
  bin: 'M2.8 4.5h10.4M6 4.5V2.8h4v1.7M4.2 4.5l.7 8.7h6.2l.7-8.7M6.6 7v4M9.4 7v4',
  note: 'M3 3h10v6.5L9.5 13H3zm6.5 10V9.5H13',
  camera:
    'M2.5 5h2.6l1.2-1.6h3.4L10.9 5h2.6v7.8h-11zM8 6.8a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2z',
  copy: 'M5.8 5.8h7.4v7.4H5.8zM10.2 5.6V2.8H2.8v7.4h2.8',
  download: 'M8 2.5v7.3M4.8 7 8 10.2 11.2 7M3 13.3h10',
  upload: 'M8 10.3V3M4.8 6.2 8 3l3.2 3.2M3 13.3h10',
  move: 'M2.8 4h4l1.4 1.6h5v7.2H2.8zM6 9.2h4.2M8.6 7.4l1.8 1.8-1.8 1.8',
  up: 'm4 10 4-4.2L12 10',
  panel: 'M2.5 3h11v10h-11zM10 3v10',
  gear: 'M2.5 4.5h6.7m2.6 0h1.7M2.5 11.5h1.7m2.6 0h6.7M10.5 3v3M5.5 10v3',
  quote:
    'M6.6 4.2C4.4 5 3.2 6.7 3.2 9v2.8h3.6V8.6H5.2M13 4.2c-2.2.8-3.4 2.5-3.4 4.8v2.8h3.6V8.6h-1.6',
  page: 'M4 2.5h5.2L12.2 5.6v7.9H4zm5 .2V6h3',
  edit: 'm3 13 .6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2',
  restore: 'M3 3.4v3.3h3.3M3.2 6.6a5 5 0 1 1 .4 3.8',
  inbox: 'M2.8 9 4.6 3.5h6.8L13.2 9v3.8H2.8zm0 0h3l1 1.6h2.4l1-1.6h3',
  warning: 'M8 2.8 14 13H2zM8 6.6v3m0 1.7v.1',
  section: 'M3 3.5h10M3 8h6.5M3 12.5h8.5',
} as const;

export type IconName = keyof typeof STROKES;

/** The icons that point in the reading direction, and are mirrored in right-to-left text. */
const ALONG_THE_LINE: ReadonlySet<IconName> = new Set([
  'left',
  'right',
  'arrow',
  'undo',
  'redo',
  'open',
  'move',
  'list',
  'section',
]);

interface IconProps {
  readonly name: IconName;
  /** Width and height in CSS pixels. */
  readonly size?: number;
  /** Its colour; if absent, the colour of the text beside it. */
  readonly tone?: 'quiet' | 'accent' | 'pass' | 'warn' | 'fail' | undefined;
}

/** An icon beside a label or in a control with a name. It is hidden from assistive technology. */
export function Icon({ name, size = 16, tone }: IconProps) {
  return (
    <svg
      class={`icon${ALONG_THE_LINE.has(name) ? ' icon-along' : ''}${tone ? ` icon-${tone}` : ''}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={name === 'more' || name === 'grip' ? 2.4 : 1.6}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}
