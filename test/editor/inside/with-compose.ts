// All suites that run in a folder with compose files.
import "./diagnostics.js";
import "./features.js";
import "./writing.js";
import "./company.js";
import "./running-container.js";
import "./server-process.js";
