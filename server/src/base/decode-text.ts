/** Bytes as text: UTF-16 where a byte order mark says so, else UTF-8; `lossy` where the bytes are neither. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: "utf-8" | "utf-16" | "lossy" } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, "utf-16be");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), encoding: "lossy" };
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): { text: string; encoding: "utf-16" | "lossy" } {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding: "utf-16" };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), encoding: "lossy" };
  }
}
