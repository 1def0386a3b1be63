import { testReadme } from "../testing/readme.js";
import { obsoleteAdapter } from "./rule.js";

testReadme(obsoleteAdapter, import.meta.url);
