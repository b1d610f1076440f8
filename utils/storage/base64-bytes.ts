/** Base64 of bytes, without a call for each. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In slices of whole groups of three: spreading a large array into one call overflows the stack.
  for (let at = 0; at < bytes.length; at += 0x6000) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000)));
  }
  return text;
}
