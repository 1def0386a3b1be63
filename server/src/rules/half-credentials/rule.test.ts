import { testReadme } from "../testing/readme.js";
import { halfCredentials } from "./rule.js";

testReadme(halfCredentials, import.meta.url);
