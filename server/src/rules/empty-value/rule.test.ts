import { testReadme } from "../testing/readme.js";
import { emptyValue } from "./rule.js";

testReadme(emptyValue, import.meta.url);
