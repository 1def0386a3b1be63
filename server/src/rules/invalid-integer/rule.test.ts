import { testReadme } from "../testing/readme.js";
import { invalidInteger } from "./rule.js";

testReadme(invalidInteger, import.meta.url);
