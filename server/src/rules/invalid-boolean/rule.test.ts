import { testReadme } from "../testing/readme.js";
import { invalidBoolean } from "./rule.js";

testReadme(invalidBoolean, import.meta.url);
