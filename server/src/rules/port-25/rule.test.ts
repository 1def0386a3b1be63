import { testReadme } from "../testing/readme.js";
import { port25 } from "./rule.js";

testReadme(port25, import.meta.url);
