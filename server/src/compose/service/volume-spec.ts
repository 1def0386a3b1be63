/** Source and target of a short form; what is too short for two sections is a target. */
export function sourceAndTarget(spec: string): readonly [source: string | undefined, target: string | undefined] {
  const sections = spec.length < 3 ? [spec] : volumeSections(spec);
  return sections.length === 1 ? [undefined, sections[0]] : [sections[0], sections[1]];
}

/** Whether a source is a path of the host (`./x`, `/x`, `~/x`, `C:\\x`, a pipe of Windows) and not the name of a volume. */
export function isHostPath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}

/** The sections of `SOURCE:TARGET[:OPTIONS]` or `TARGET`. A letter before a colon is a drive of Windows, in each of them. */
export function volumeSections(spec: string): string[] {
  return spec
    .replace(/(^|:)(\p{L}):/gu, "$1$2\0")
    .split(":")
    .map((section) => section.replaceAll("\0", ":"));
}
