/** Message names in the catalogue have only letters, digits and underscores. */
type Underscored<Text extends string> = Text extends `${infer Head}-${infer Rest}`
  ? `${Head}_${Underscored<Rest>}`
  : Text;

/**
 * Returns a code as the catalogue spells it. Apart from `components/ui/words.ts`, because the clipper
 * has a catalogue of its own.
 */
export function underscored<Text extends string>(text: Text): Underscored<Text> {
  return text.replaceAll('-', '_') as Underscored<Text>;
}
