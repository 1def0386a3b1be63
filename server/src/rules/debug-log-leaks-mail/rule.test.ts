import { testReadme } from "../../../testing/rules/readme.js";
import { debugLogLeaksMail } from "./rule.js";

testReadme(debugLogLeaksMail, import.meta.url);
