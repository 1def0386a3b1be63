import { run } from "./cli/commands/program.js";
import { runInProcess } from "./cli-process.js";

runInProcess(run);
