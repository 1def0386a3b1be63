// What docs/performance.md says around its figures. `{scenario.figure}` is our figure of that scenario, `{scenario.figure.best}` the
// best one of the others, `{scenario.figure.ratio}` the ratio of both; `first`, `open`, `p50`, `p95`, `rss`, or the name of a command.

export const introduction = `The bench runs all programs in turn: an edit in one, the same edit in the next, so that a busy moment of the machine hits all of them. The ratio is what counts. Each language server is driven over stdio as an editor would drive it: one value is changed by its range, then the bench waits for the diagnostics of that text, pulled where the server supports it, else pushed. The two others wait after a change before they start to check (a second, 200 ms). That delay is a choice and no cost, so the bench removes it. Ours is started as its extension starts it, with one option of Node (\`--max-semi-space-size=4\`, see *Memory* below). They do a different job: they check the structure of any compose file and don't check email settings. They are what people run who have no linter for those.`;

export const scenarioTexts = {
  "edits-60-lines": "60 lines, one Plausible among four services",
  "edits-1000": "1,000 services, one of them a Plausible",
  "edits-10000": "10,000 services, one of them a Plausible",
  "edits-all-1000": "1,000 services, all of them Plausibles",
  "edits-all-10000": "10,000 services, all of them Plausibles",
  "edits-env-1000": "1,000 Plausibles with their values in one `.env`",
  "edits-env-10000": "10,000 Plausibles with their values in one `.env`",
  "cli-60-lines": "`lint` of 60 lines, as a whole process",
  "cli-files": "`lint` of many small projects, as one process",
  "explain-1000": "`explain --all-services` of 1,000 services, compared with `yaml` parsing the same text",
};

/** What bounds each figure now; only what a profile of that scenario has shown stands here. */
export const bounds = [
  "An edit at 60 lines: the last row is a server that checks nothing and answers with one diagnostic, so it is the cost of the protocol, the pipe and waking the process: already more than half of the fastest other server. Of our own work, by a profile, two fifths are the rules, which all judge the edited service again, a fifth is the environment of the container and what the release makes of it, an eighth is masking secrets in messages, a twelfth is loading the project.",
  "An edit at 1,000 services of which one is a Plausible: the judgement of that one service, and waking the process, which the server that checks nothing does too. Services and pieces of the text that stayed the same aren't made again. What grows with the file is a walk over its blocks, each found to be the object that it was: by a profile with Node 24 about 1.5 ms at 10,000 services, with four copies of lists of numbers, 0.5 MB. An edit there allocates 1.1 MB in all, of which 0.4 MB are the judgement. It was 8.4 MB when each edit made all services again, and V8 collecting those made the p95 four times as long.",
  "An edit among 1,000 Plausibles: the one service is judged in a tenth of the time. The findings of all others below it are made again in their new places, as are the lists of all 2,000 that are sorted and cut to the 250 most severe: 2.4 MB and, by a profile, half of the time. Sending the 250 takes a fifth. That grows with the number of findings. After a pause in typing the server also used to make every service again, only to see which env files they name: at 10,000 Plausibles that was the longest wait, half of the computing and half of the memory.",
  "The first diagnostics at 1,000 Plausibles: all rules judge each service once. By a profile, two fifths of that are rules, a fifth is what each fix would break, a seventh is what the release makes of the container, a twentieth is the search for hosts that are nearly those of a provider. No part is large.",
  "Memory: at 60 lines a server that checks nothing has 66 MB, and ours keeps 16 MB after a collection, 7 MB of which that one has too. The rest is room that V8 makes for what is soon garbage. What is kept of 1,000 Plausibles are 14 kB each, so most of the memory there is such room as well. With at most 4 MB for half of the young generation (`--max-semi-space-size=4`) it is 5 to 10 MB less at 60 lines, and a third less at 1,000 Plausibles and at 10,000 services, for the same computing time. A program cannot set that for itself once it runs: our extension does, and in other editors it's part of the command.",
  "An edit of a `.env` that 1,000 Plausibles share: each of them is judged again, for 0.3 to 0.6 ms. A quarter of that is its environment, two thirds are the rules, a sixth of which is what each fix would break.",
  "The start of `lint`: by a profile with Node 24, the main thread computes for 64 ms. 11 of them are V8 reading its own form of our code from the cache, 4 are modules of Node for streams and terminals, 9 our tables and classes, 5 garbage collection, and 30 the lint of the file, in code that runs for the first time. Threads of V8 add a sixth. Node 20 computes longer for the same, but `node -e 0` takes twice as long there, so the ratio is 2 × with Node 20 and 3.5 × with Node 22 and 24.",
];

/** What was tried and brought nothing, or too little for what it cost. */
export const triedInVain = [
  "The start of `lint` without optimizing compilers, without V8's other threads, or with a larger young generation (`--no-opt`, `--no-maglev`, `--no-sparkplug`, `--single-threaded`, `--min-semi-space-size`): no faster.",
  "Parts of the bundle that export one object instead of two: 1 % of a start.",
  "Remembering for each text whether it is a placeholder or a typo of a host, as services mostly have the same few values: a twentieth of an edit of a shared `.env`.",
  "Less memory by `--optimize-for-size`, which a program could set for itself: 121 MB in place of 306 at 1,000 Plausibles, but computing took up to twice as long. The larger young generation grows all the same with `--semi-space-growth-factor=1`, and nothing changed with `--no-maglev`, `--no-sparkplug` or `--single-threaded-gc`.",
  "Fixes that are only made where they are listed: 2 % of a start where the release is assumed.",
  "The start of `lint` with regular expressions that are interpreted for longer (`--regexp-tier-up-ticks=100`, `--regexp-interpret-all`): 6 to 12 % slower.",
  "Chinese texts in the packages as letters instead of escapes: a fifteenth less to read, but no less in a package, which is compressed, and V8 keeps such a file in twice the memory.",
  "The list of public suffixes in a form of our own: 7,000 bytes of the extension.",
];

/** What bounds the size of what is published. Each limit is held by the script that makes it. */
export const sizes = [
  "The extension, at most 850,000 bytes (`scripts/package.mjs`; wanted: 450,000): 830,000 when this was written. 257,000 are the core that every program loads: the rules, the reading of Compose's files, the library `yaml` for the config file, and the tables, a quarter of it texts in two languages; 70,000 are the pages of the rules in two languages, 76,000 the client with the library of the protocol, 31,000 what client and server share of that library, 62,000 the server, 55,000 what a test of a mail server says, 50,000 the list of public suffixes for the sender's domain, 30,000 nodemailer for the second opinion, 70,000 the command line that the extension copies to a server, 13,000 the changelog. 450,000 would need one of the languages, or the pages, to be downloaded later, and nothing is downloaded.",
  "The playground, at most 335,000 bytes as a web server sends it (`scripts/playground.mjs`): 325,000 for who reads Chinese, 6,000 less in English. The core in one language is two thirds of that, the editor a quarter. The sources have each text in both languages; `scripts/bundle/one-language.mjs` leaves out the other one, which saved 23,000.",
];
