import { addresses } from "./addresses.js";
import type { Scenario } from "./clients.js";
import { encryption } from "./encryption.js";
import { logins } from "./logins.js";
import { talks } from "./talks.js";

/** Servers, and what the real clients did with them (executed). */
export const scenarios: readonly Scenario[] = [...encryption, ...logins, ...talks, ...addresses];
