import { testReadme } from "../testing/readme.js";
import { unknownAdapter } from "./rule.js";

testReadme(unknownAdapter, import.meta.url);
