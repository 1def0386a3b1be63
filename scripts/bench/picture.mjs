// Draws how the time of an edit grows with the file, as an SVG without a library.
import { figure } from "./tables.mjs";

const width = 860;
const height = 380;
const panel = { width: 362, height: 270, top: 50, lefts: [60, 482] };
const colours = { "plausible-mail": "#5850ec", "compose-language-service": "#0a7ea4", "yaml-language-server": "#b4540a" };
const x = { from: Math.log10(4), to: Math.log10(13_000) };
const y = { from: 0, to: 5 }; // 1 ms to 100 s

/**
 * @param {Map<string, any>} results by scenario
 * @returns {string} the picture: edit p95 over the number of services, both in powers of ten, where one is a Plausible and where all are
 */
export function growthPicture(results) {
  const edits = [...results.values()].filter(({ kind, shape }) => kind === "edits" && shape.values === "inline");
  // In the smallest file it makes no difference worth a measurement of its own.
  const of = (plausible) => edits.filter(({ shape }) => shape.plausible === plausible || shape.services < 10);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Time of an edit over the number of services">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${drawPanel("One of the services is a Plausible", of("one"), panel.lefts[0])}
${drawPanel("All services are Plausibles", of("all"), panel.lefts[1])}
${legend()}
</svg>
`;
}

function drawPanel(title, scenarios, left) {
  const bySize = [...scenarios].sort((a, b) => a.shape.services - b.shape.services);
  const names = Object.keys(colours);
  return [
    `<text x="${left}" y="${panel.top - 20}" font-size="14" font-weight="600" fill="#1f2937">${title}</text>`,
    ...grid(left),
    ...names.map((name) => curve(name, bySize, left)),
  ].join("\n");
}

function grid(left) {
  const bottom = panel.top + panel.height;
  const line = (x1, y1, x2, y2) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#e5e7eb"/>`;
  const label = (at, top, anchor, text) => `<text x="${at}" y="${top}" text-anchor="${anchor}" fill="#4b5563">${text}</text>`;
  const rows = ["1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s"].flatMap((text, power) => {
    const at = upwards(power);
    return [line(left, at, left + panel.width, at), label(left - 6, at + 4, "end", text)];
  });
  const columns = [10, 100, 1_000, 10_000].flatMap((services) => {
    const at = across(services, left);
    return [line(at, panel.top, at, bottom), label(at, bottom + 16, "middle", services.toLocaleString("en"))];
  });
  return [...rows, ...columns, label(left + panel.width, bottom + 32, "end", "services in the file")];
}

function curve(name, scenarios, left) {
  const points = scenarios.flatMap(({ shape, servers }) => {
    const server = servers.find((each) => each.name === name);
    const time = server === undefined ? null : (figure(server, "p95") ?? server.over);
    return time === null
      ? []
      : [{ at: across(shape.services, left), top: upwards(Math.log10(Math.max(time, 1))), over: figure(server, "p95") === null }];
  });
  const path = points.map(({ at, top }) => `${at.toFixed(1)},${top.toFixed(1)}`).join(" ");
  const marks = points.map(({ at, top, over }) =>
    over
      ? `<text x="${at.toFixed(1)}" y="${(top + 5).toFixed(1)}" text-anchor="middle" font-size="16" fill="${colours[name]}">×</text>`
      : `<circle cx="${at.toFixed(1)}" cy="${top.toFixed(1)}" r="3.5" fill="${colours[name]}"/>`,
  );
  return `<polyline points="${path}" fill="none" stroke="${colours[name]}" stroke-width="2"/>${marks.join("")}`;
}

function legend() {
  const entries = Object.entries(colours).map(([name, colour], index) => {
    const left = panel.lefts[0] + index * 210;
    return `<circle cx="${left}" cy="${height - 14}" r="4" fill="${colour}"/><text x="${left + 10}" y="${height - 10}" fill="#1f2937">${name}</text>`;
  });
  return [...entries, `<text x="${panel.lefts[0] + 3 * 210}" y="${height - 10}" fill="#4b5563">× over the limit</text>`].join(
    "\n",
  );
}

function across(services, left) {
  return left + ((Math.log10(services) - x.from) / (x.to - x.from)) * panel.width;
}

function upwards(power) {
  return panel.top + panel.height - ((power - y.from) / (y.to - y.from)) * panel.height;
}
