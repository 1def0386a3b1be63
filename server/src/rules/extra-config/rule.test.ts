import { testReadme } from "../testing/readme.js";
import { extraConfig } from "./rule.js";

testReadme(extraConfig, import.meta.url);
