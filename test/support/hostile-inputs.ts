import { hostileFiles } from "./hostile-files.js";
import type { HostileInput } from "./hostile-input.js";
import { hostileLogs } from "./hostile-logs.js";
import { hostileProjects } from "./hostile-projects.js";
import { hostileShapes } from "./hostile-shapes.js";
import { hostileValues } from "./hostile-values.js";

export { type HostileInput, hostileCanary } from "./hostile-input.js";

/** All of them, those of one kind side by side. The bench measures each (`npm run bench -- hostile`), and tests take from here, too. */
export const hostileInputs: readonly HostileInput[] = [
  ...hostileValues,
  ...hostileShapes,
  ...hostileFiles,
  ...hostileProjects,
  ...hostileLogs,
];
