/** Encodes bytes as base64, without a function call for each byte. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // Each slice holds whole groups of three bytes. Spreading a large array into one call overflows
  // the stack.
  for (let at = 0; at < bytes.length; at += 0x6000) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000)));
  }
  return text;
}
