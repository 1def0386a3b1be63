import { testReadme } from "../testing/readme.js";
import { unknownVariable } from "./rule.js";

testReadme(unknownVariable, import.meta.url);
