/** A text that Markdown shows as it is, its lines kept. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&").replace(/\n/g, "  \n");
}
