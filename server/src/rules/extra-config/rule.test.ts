import { testReadme } from "../../../testing/rules/readme.js";
import { extraConfig } from "./rule.js";

testReadme(extraConfig, import.meta.url);
