// Loaded into a server that is watched: at the signal it collects all garbage, and tells how many bytes are kept.
const { stderr } = process;
let asked = 0;

process.on("SIGUSR2", () => {
  // What the first collection finishes, as weak references, the second one frees.
  globalThis.gc();
  globalThis.gc();
  asked += 1;
  stderr.write(`kept ${asked} ${process.memoryUsage().heapUsed}\n`);
});
