/** Red, green and blue from 0 to 255, and how opaque, from 0 to 1. */
export type Paint = readonly [number, number, number, number];

/** Two colours that differ by less, in each part, cannot be told apart. */
const LEAST_DIFFERENCE = 16;

const known = new Map<string, Paint>();

/** Returns a computed colour in red, green and blue. */
export function colourOf(css: string): Paint {
  const before = known.get(css);
  if (before !== undefined) return before;
  const parts = /^rgba?\(([^)]*)\)$/
    .exec(css)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts ?? painted(css);
  const paint: Paint = [red, green, blue, alpha];
  // A page can have any number of colours.
  if (known.size > 1_000) known.clear();
  known.set(css, paint);
  return paint;
}

/** Colours in other spaces, such as `oklch()`, are painted. */
function painted(css: string): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return [0, 0, 0, 1];
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

/** Returns the colour of a paint over another; null if that is not known. */
export function paintOver(under: Paint | null, over: Paint): Paint | null {
  const share = over[3];
  if (share >= 1) return over;
  if (under === null) return null;
  const mix = (at: 0 | 1 | 2) => over[at] * share + under[at] * (1 - share);
  return [mix(0), mix(1), mix(2), 1];
}

export function isSameColour(one: Paint, other: Paint | null): boolean {
  return (
    other !== null &&
    ([0, 1, 2] as const).every((at) => Math.abs(one[at] - other[at]) < LEAST_DIFFERENCE)
  );
}
