import type { MessageTemplate } from "../../base/messages.js";
import type { Service } from "../../compose/types.js";
import type { PlacedVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import type { RelatedLocation } from "./types.js";

const brings: MessageTemplate = {
  en: "`{name}` is passed to service `{service}` here",
  "zh-cn": "`{name}` 由此处传入服务 `{service}`",
};

/** The line that brings a value into the container, where the value itself stands elsewhere (`.env`, an env file). */
export function relatedTo(service: Service, variable: PlacedVariable): RelatedLocation[] {
  const place = placeOf(variable);
  const candidates =
    variable.secretFile !== undefined
      ? [variable.secretFile.declared]
      : [variable.envFileAt ?? variable.declared.at, variable.origin.through[0] ?? variable.declared.at];
  const at = candidates.find((where) => where.file !== place.file || where.end <= place.start || where.start >= place.end);
  if (at === undefined) return [];
  return [{ at, message: { template: brings, values: { name: variable.name, service: service.name } } }];
}
