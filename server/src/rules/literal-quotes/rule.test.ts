import { testReadme } from "../testing/readme.js";
import { literalQuotes } from "./rule.js";

testReadme(literalQuotes, import.meta.url);
