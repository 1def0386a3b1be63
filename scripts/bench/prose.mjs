// What docs/performance.md says around its figures. `{scenario.figure}` is our figure of that scenario, `{scenario.figure.best}` the
// best one of the others, `{scenario.figure.ratio}` the ratio of both; `first`, `open`, `p50`, `p95`, `rss`, or the name of a command.

export const introduction = `The bench starts everything by turns in one run: an edit here, the same edit there, so that a busy moment of the machine hits all. What counts is therefore the ratio. Every language server is spoken to over stdio as an editor does: a change of one value by its range, then the wait for the diagnostics of that text, asked for where a server can be asked, else until it sends them. Both others wait a while after a change before they begin to check (a second, 200 ms); that is a choice and no cost, so the bench takes it away from them. They do other work than we do: they check the structure of any compose file and know nothing of mail; people who have no linter for mail settings have them.`;

export const scenarioTexts = {
  "edits-60-lines": "60 lines, one Plausible among four services",
  "edits-1000": "1,000 services, one of them a Plausible",
  "edits-10000": "10,000 services, one of them a Plausible",
  "edits-all-1000": "1,000 services, all of them Plausibles",
  "edits-all-10000": "10,000 services, all of them Plausibles",
  "edits-env-1000": "1,000 Plausibles whose values stand in one `.env`",
  "edits-env-10000": "10,000 Plausibles whose values stand in one `.env`",
  "cli-60-lines": "`lint` of 60 lines, as a whole process",
  "cli-files": "`lint` of many small projects, as one process",
  "explain-1000": "`explain --all-services` of 1,000 services, beside a parse of the same text by `yaml`",
};

/** What bounds each figure now; only what a profile of that scenario has shown stands here. */
export const bounds = [
  "60 lines, an edit: the table names what a server needs that checks nothing and answers with one diagnostic, which is what the protocol, the pipe and waking the process cost. On a busy machine, counted in time of computing, it was a third to a half of what the fastest other server needs. Of our own work, by a profile, two fifths are the rules, which all judge the edited service anew, a fifth is what its container gets and the release makes of it, an eighth the texts of the messages without secrets, a twelfth the loading of the project.",
  "1,000 services, an edit: the judgement of the one service, and one walk over the blocks and the services, of which each is found to be unchanged. The walk grows with the file, so the curve is not flat. It also leaves lists of all services behind, 9 MB an edit at 10,000 of them, and the p95 is the collector that clears them away every fifth edit (20 to 40 ms); the median has none of it.",
  "1,000 Plausibles, the first diagnostics: all rules judge each service once.",
];

/** What was tried and brought nothing, or too little for what it cost. */
export const triedInVain = [];
