import { testReadme } from "../testing/readme.js";
import { localhostRelay } from "./rule.js";

testReadme(localhostRelay, import.meta.url);
