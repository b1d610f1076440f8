interface Color {
  r: number;
  g: number;
  b: number;
  alpha: number;
}

/**
 * Makes axe parse each colour once. Without this, it parses the colours of every element again, and
 * that takes half of its time. The function is also injected into pages, so it uses nothing outside
 * itself.
 * @param axe The library, whose types leave out its parser of colours.
 */
export function parseColoursOnce(axe: object): void {
  const { commons } = axe as {
    readonly commons: {
      readonly color: {
        readonly Color: { readonly prototype: Color & { parseString(text: string): Color } };
      };
    };
  };
  const { prototype } = commons.color.Color;
  const parse = prototype.parseString;
  const parsed = new Map<string, Color>();
  prototype.parseString = function (this: Color, text) {
    const { r, g, b, alpha } = parsed.get(text) ?? parse.call(this, text);
    parsed.set(text, { r, g, b, alpha });
    return Object.assign(this, { r, g, b, alpha });
  };
}
