import { testReadme } from "../testing/readme.js";
import { tlsPortMismatch } from "./rule.js";

testReadme(tlsPortMismatch, import.meta.url);
