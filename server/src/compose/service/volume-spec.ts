/** The sections of `SOURCE:TARGET[:OPTIONS]` or `TARGET`. A letter before a colon is a drive of Windows, in each of them. */
export function volumeSections(spec: string): string[] {
  return spec
    .replace(/(^|:)(\p{L}):/gu, "$1$2\0")
    .split(":")
    .map((section) => section.replaceAll("\0", ":"));
}
