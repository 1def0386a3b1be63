import type { AdapterName, Release } from "../types.js";
import * as adapters from "./adapters.js";
import * as boot from "./boot-facts.js";

type Row = Omit<Release, "name" | "order" | "date">;

const before200 = ["Bamboo.SMTPAdapter", "Bamboo.PostmarkAdapter", "Bamboo.LocalAdapter", "Bamboo.TestAdapter"] as const;
const from200: readonly AdapterName[] = [
  ...before200,
  "Bamboo.MailgunAdapter",
  "Bamboo.MandrillAdapter",
  "Bamboo.SendGridAdapter",
];
const from210: readonly AdapterName[] = ["Bamboo.Mua", ...from200];

const era10: Row = {
  runtime: { elixir: "1.10.3", otp: "unknown" },
  libraries: { bamboo_smtp: "2.1.0", gen_smtp: "0.15.0" },
  defaultAdapter: "Bamboo.SMTPAdapter",
  adapters: ["Bamboo.SMTPAdapter", "Bamboo.PostmarkAdapter"],
  removedAdapters: [],
  assumedAdapters: [],
  unknownAdapterError: "fixed-text",
  defaultSender: { local: "hello", domain: "plausible.local" },
  readsMailerName: false,
  boot: boot.bootBefore120,
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp015 },
  logsFailure: "nothing",
  readsSecretFiles: false,
  trimsSecretFiles: false,
  invitationParts: "html",
  source: "plausible/analytics@v1.0.0:config/releases.exs:23-24,99-121; executed",
};
const era12: Row = {
  ...era10,
  runtime: { elixir: "1.11.3", otp: "23.2.1" },
  adapters: before200,
  boot: boot.boot120,
  source: "plausible/analytics@v1.2.0:config/runtime.exs:36-37,113-142; executed",
};
const era13: Row = {
  ...era12,
  libraries: { bamboo_smtp: "4.0.0", gen_smtp: "1.1.1" },
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp111 },
  source: "plausible/analytics@v1.3.0:config/runtime.exs:46-47,140-149",
};
const era14: Row = {
  ...era13,
  runtime: { elixir: "1.12.2", otp: "24.0" },
  libraries: { bamboo: "2.2.0", bamboo_smtp: "4.1.0", gen_smtp: "1.1.1" },
  boot: boot.boot140,
  readsSecretFiles: true,
  source: "plausible/analytics@v1.4.4:config/runtime.exs:62-63,233-260, lib/plausible/helpers/config.ex:2; executed",
};
const era15: Row = {
  ...era14,
  runtime: { elixir: "1.13.4", otp: "24.3.3" },
  libraries: { bamboo: "2.2.0", bamboo_smtp: "4.2.2", gen_smtp: "1.2.0" },
  boot: boot.boot150,
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120 },
  trimsSecretFiles: true,
  source: "plausible/analytics@v1.5.1:config/runtime.exs:73-74,277-303, #2480; executed",
};
const era20: Row = {
  ...era15,
  runtime: { elixir: "1.14.3", otp: "25.2.3" },
  adapters: from200,
  unknownAdapterError: "names-the-value",
  readsMailerName: true,
  boot: boot.boot200,
  source: "plausible/analytics@v2.0.0:config/runtime.exs:73-80,348-405, #2649, #2937; executed",
};
const era210: Row = {
  ...era20,
  runtime: { elixir: "1.16.0", otp: "26.2.1" },
  libraries: { bamboo: "2.3.0", bamboo_smtp: "4.2.2", gen_smtp: "1.2.0", mua: "0.1.5", bamboo_mua: "0.1.4", mail: "0.3.1" },
  adapters: from210,
  boot: boot.boot210,
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120Otp26, "Bamboo.Mua": adapters.mua015 },
  logsFailure: "without-reason",
  source: "plausible/analytics@v2.1.0:config/runtime.exs:111-118,431-502, #3336, #3654; executed",
};
const era211: Row = {
  ...era210,
  libraries: { ...era210.libraries, mua: "0.2.0", bamboo_mua: "0.2.0" },
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120Otp26, "Bamboo.Mua": adapters.mua020 },
  source: "plausible/analytics@v2.1.1:config/runtime.exs:111-118,431-502; executed",
};
const era212: Row = {
  ...era211,
  runtime: { elixir: "1.17.1", otp: "27.0" },
  libraries: { ...era210.libraries, mua: "0.2.3", bamboo_mua: "0.2.2" },
  defaultAdapter: "Bamboo.Mua",
  defaultSender: { local: "plausible", domain: null },
  boot: boot.boot212,
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120Otp26, "Bamboo.Mua": adapters.mua023 },
  source: "plausible/analytics@v2.1.2:config/runtime.exs:108-115,589-691, #4538; executed",
};
const era215: Row = {
  ...era212,
  libraries: { ...era210.libraries, mua: "0.2.4", bamboo_mua: "0.2.2" },
  boot: boot.boot215,
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120Strict, "Bamboo.Mua": adapters.mua024 },
  logsFailure: "with-reason",
  invitationParts: "html-and-text", // #4674
  source:
    "plausible/analytics@v2.1.5:config/runtime.exs:108-115,588-685, lib/plausible/helpers/config.ex:27-50, #4632, #4885; executed",
};
const era30: Row = {
  ...era215,
  runtime: { elixir: "1.18.3", otp: "27.3.1" },
  boot: boot.boot300,
  source: "plausible/analytics@v3.0.1:config/runtime.exs:101-108,584-681; executed",
};
const era31: Row = {
  ...era30,
  libraries: { ...era210.libraries, bamboo: "2.5.0", mua: "0.2.5", bamboo_mua: "0.2.4", mail: "0.4.4" },
  smtp: { "Bamboo.SMTPAdapter": adapters.genSmtp120Strict, "Bamboo.Mua": adapters.mua025 },
  source: "plausible/analytics@b624f39d17bd (Release 3.1.0, #5883):config/runtime.exs:101-108,681-778; executed",
};
const era32: Row = {
  ...era31,
  runtime: { elixir: "1.19.4", otp: "27.3.4.6" },
  source: "plausible/analytics@1260d1741 (last commit before 2026-01-16; the tag itself was not seen); executed",
};
const master: Row = {
  ...era32,
  runtime: { elixir: "1.20.2", otp: "28.5.0.3" },
  libraries: { bamboo: "2.5.0", mua: "0.2.5", bamboo_mua: "0.2.4", mail: "0.4.4" },
  adapters: from210.filter((adapter) => adapter !== "Bamboo.SMTPAdapter"),
  removedAdapters: ["Bamboo.SMTPAdapter"],
  smtp: { "Bamboo.Mua": adapters.mua025 },
  source: "plausible/analytics@91fb504aa63f (2026-07-23):config/runtime.exs:105-112,715-804, #6437; executed",
};

const rows: readonly (readonly [name: string, date: string | null, row: Row])[] = [
  ["1.0.0", null, era10],
  ["1.1.1", null, era10],
  ["1.2.0", null, era12],
  ["1.3.0", null, era13],
  ["1.4.0", null, era14],
  ["1.4.1", null, era14],
  ["1.4.2", null, era14],
  ["1.4.3", null, era14],
  ["1.4.4", null, era14],
  ["1.5.0", null, era15],
  ["1.5.1", null, era15],
  ["2.0.0", null, era20],
  ["2.1.0", "2024-05-23", era210],
  ["2.1.1", null, era211],
  ["2.1.2", "2024-09-24", era212],
  ["2.1.3", null, era212],
  ["2.1.4", null, era212],
  ["2.1.5", null, era215],
  ["3.0.0", null, era30],
  ["3.0.1", null, era30],
  ["3.1.0", "2025-11-13", era31],
  ["3.2.0", "2026-01-16", era32],
  // Its source was not seen; by one sign it is older than the commit that removed SMTPAdapter, by another younger. Taken to
  // be 3.2.0 in all that concerns mail; what rests on that adapter says so.
  ["3.2.1", null, { ...era32, assumedAdapters: ["Bamboo.SMTPAdapter"], source: `taken to be as 3.2.0: ${era32.source}` }],
  ["master", "2026-07-23", master],
];

/** Every release that is told apart, oldest first. `master` stands for the newest commit that was read, not for a release. */
export const releases: readonly Release[] = rows.map(([name, date, row], order) => ({ name, order, date, ...row }));

const byName = new Map(releases.map((release) => [release.name, release]));

/** The release of that name, with or without `v` (`3.2.1`, `v2.1.0`, `master`); null when there is no such row. */
export function releaseNamed(name: string): Release | null {
  return byName.get(name) ?? byName.get(name.replace(/^v(?=\d)/, "")) ?? null;
}

/** The row of a name that is known to exist: a table's own reference. Throws on a typo in a table. */
export function knownRelease(name: string): Release {
  const release = releaseNamed(name);
  if (release === null) throw new Error(`no release ${name} in the table`);
  return release;
}

/** The newest release that has an image of its own (never `master`). */
export const newestRelease: Release = knownRelease("3.2.1");
