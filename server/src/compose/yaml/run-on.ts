/**
 * Whether a quoted text or a bracket may still be open where a text ends, by a quick look at its lines: true too often, and false
 * only where all are closed.
 */
export function mayRunOn(text: string): boolean {
  let single = 0;
  let double = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x0a:
        if (((single | double) & 1) === 1 || open !== 0) return true;
        single = 0;
        double = 0;
        break;
      case 0x22:
        // Escaped, or with a bracket somewhere between quotes: who knows.
        if (text.charCodeAt(at - 1) === 0x5c) return true;
        double += 1;
        break;
      case 0x27:
        single += 1;
        break;
      case 0x5b:
      case 0x7b:
        if (((single | double) & 1) === 1 && text.charCodeAt(at - 1) !== 0x24) return true;
        open += 1;
        break;
      case 0x5d:
      case 0x7d:
        if (((single | double) & 1) === 1 && open === 0) return true;
        open -= 1;
        break;
      default:
    }
  }
  return ((single | double) & 1) === 1 || open !== 0;
}
