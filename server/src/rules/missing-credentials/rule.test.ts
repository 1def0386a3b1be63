import { testReadme } from "../testing/readme.js";
import { missingCredentials } from "./rule.js";

testReadme(missingCredentials, import.meta.url);
