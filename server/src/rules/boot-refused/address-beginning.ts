import type { Location } from "../../base/text.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { refusalsBesideMail } from "../../plausible/boot/boot-checks.js";
import { isPlaceholder } from "../../plausible/tables/placeholder.js";
import type { BootRefusal } from "../../plausible/types.js";
import { fix } from "../kit/fixes.js";
import type { Fix } from "../kit/types.js";
import { adviceMessages } from "./cures.js";

interface WrongBeginning {
  readonly refusal: BootRefusal;
  /** As it is written, with its references. */
  readonly text: string;
  readonly at: Location;
  readonly fix: Fix | null;
}

/**
 * An address that is put together with names that nothing sets, and whose own beginning is that of none: whatever
 * `plausible.${DOMAIN}` comes to, it has no scheme. Null where the names decide, or nothing is wrong.
 */
export function wrongBeginning({ variable, project, container, choice }: PlausibleInstance): WrongBeginning | null {
  const url = variable("BASE_URL");
  if (url.state !== "unknown" || !isPlaced(url) || url.secretFile !== undefined || url.composed === null) return null;
  const at = placeOf(url);
  const text = textAt(project, at);
  const [beginning = ""] = text.split("$", 1);
  if (beginning === "" || beginning === text || mayBeAddress(beginning) || isPlaceholder(text)) return null;
  const written = refusalsBesideMail(choice.release, {
    environment: (name) => (name === "BASE_URL" ? { state: "value", value: text } : container.environment(name)),
    secretFile: (name) => container.secretFile(name),
  });
  const refusal = written.find((each) => each.variable === "BASE_URL");
  if (refusal === undefined) return null;
  const scheme = "https://";
  const isHost = /^[a-z\d][\w.-]*$/i.test(beginning);
  const edit = { ...at, end: at.start, newText: scheme };
  return { refusal, text, at, fix: isHost ? fix(adviceMessages.fixScheme, { scheme }, [[edit]], false) : null };
}

/** Whether an address can begin so; of a text in quotes that is not told. */
function mayBeAddress(beginning: string): boolean {
  const start = beginning.toLowerCase();
  return /^(?:https?:|["'\s\\])/.test(start) || "https:".startsWith(start) || "http:".startsWith(start);
}
