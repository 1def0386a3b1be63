import { testReadme } from "../testing/readme.js";
import { noRelay } from "./rule.js";

testReadme(noRelay, import.meta.url);
