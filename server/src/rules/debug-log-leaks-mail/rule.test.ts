import { testReadme } from "../testing/readme.js";
import { debugLogLeaksMail } from "./rule.js";

testReadme(debugLogLeaksMail, import.meta.url);
