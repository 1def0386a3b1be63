/** The value below which this share (0…1) of the list lies; null for an empty one. */
export function quantile(list, share) {
  if (list.length === 0) return null;
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function median(list) {
  return quantile(list, 0.5);
}

/** Milliseconds for a reader. */
export function ms(time) {
  if (time === null) return "–";
  if (time >= 10_000) return `${(time / 1000).toFixed(0)} s`;
  if (time >= 1_000) return `${(time / 1000).toFixed(1)} s`;
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}

/** Size of a text for a reader. */
export function size(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Memory for a reader. */
export function mb(bytes) {
  return bytes === null ? "–" : `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

/** A ratio for a reader, in two significant digits. */
export function times(ratio) {
  return ratio === null ? "–" : `${ratio >= 100 ? Math.round(ratio) : Number(ratio.toPrecision(2))} ×`;
}
