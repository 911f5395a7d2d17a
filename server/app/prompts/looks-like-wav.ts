/** `RIFF` size `WAVE` `fmt `: the first look before an upload costs a conversion. */
export function looksLikeWav(bytes: Uint8Array): boolean {
  const tag = (offset: number): string => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  return bytes.byteLength > 44 && tag(0) === "RIFF" && tag(8) === "WAVE";
}
