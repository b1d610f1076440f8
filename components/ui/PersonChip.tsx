import './ui.css';

/** The initials of a person on a colour that depends on the name. Show the name beside it. */
export function PersonChip({ name, label }: { readonly name: string; readonly label?: string }) {
  const words = name.trim().split(/\s+/u);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word === undefined ? '' : ([...word][0] ?? '')))
    .join('')
    .toUpperCase();
  return (
    <span class={`person-chip person-${colourOf(name)}`} title={label ?? name}>
      <span aria-hidden="true">{initials}</span>
      {label !== undefined && <span class="visually-hidden">{label}</span>}
    </span>
  );
}

/** Number of colours; each is a class in messages.css. */
const COLOURS = 6;

function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return String(sum % COLOURS);
}
