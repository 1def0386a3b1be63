// The compose files that the bench measures on, of any size.

/** Services as people write them: lists and maps, quotes, comments, anchors, brackets, long texts, each with a secret of its own. */
const kinds = [
  (n) => [
    `image: registry.acme-widgets.org/team/api-${n}:1.${n}`,
    "restart: always",
    "environment:",
    `  - PORT=${8000 + n}`,
    `  - DATABASE_URL=postgres://app:pw${n}x@db-${n}:5432/app_${n}`,
    "  - LOG_LEVEL=info",
    "volumes:",
    `  - data-${n}:/var/lib/data`,
    "depends_on:",
    "  - plausible",
  ],
  (n) => [
    `image: "postgres:${n}-alpine"`,
    "restart: unless-stopped # like the others",
    "environment:",
    `  POSTGRES_USER: app_${n}`,
    `  POSTGRES_PASSWORD: "s3cret-${n}-of-db"`,
    `  POSTGRES_DB: \${DB_NAME_${n}:-db_${n}}`,
    "healthcheck:",
    `  test: ["CMD-SHELL", "pg_isready -U app_${n}"]`,
    "  interval: 10s",
    "volumes:",
    `  - data-${n}:/var/lib/postgresql/data`,
  ],
  (n) => [
    "build:",
    `  context: ./services/worker-${n}`,
    "  args:",
    `    VERSION: 2.${n}`,
    "command: [node, worker.js, --queue, 'mail']",
    "environment:",
    "  <<: *common",
    `  QUEUE: queue-${n}`,
    `  API_TOKEN: tok_${n * 7919}_abcdef`,
    "ports:",
    `  - "127.0.0.1:${10000 + n}:8080"`,
    "networks: [default, back]",
  ],
  (n) => [
    `image: nginx:1.${n}`,
    "labels:",
    `  traefik.http.routers.web${n}.rule: Host(\`web${n}.acme-widgets.org\`)`,
    "ports:",
    "  - target: 80",
    `    published: ${20000 + n}`,
    "environment:",
    "  TZ: Europe/Berlin",
    `  GREETING: 'it''s ${n}'`,
    "volumes:",
    `  - ./conf/web-${n}.conf:/etc/nginx/conf.d/default.conf:ro`,
  ],
  (n) => [
    "image: busybox",
    "command: |",
    `  echo ${n}`,
    "  sleep 1",
    "environment:",
    `  - GREETING=\${GREETING_${n}:-hello}`,
    '  - "QUOTED=a # b"',
    "  - HOME",
    "volumes:",
    `  - data-${n}:/data`,
  ],
];

/** What a Plausible gets, a mistake (TLS from the first byte on a STARTTLS port) among it. */
const settings = (n) => ({
  BASE_URL: `https://stats-${n}.acme-widgets.org`,
  SECRET_KEY_BASE: "0123456789abcdef".repeat(4),
  MAILER_EMAIL: "stats@acme-widgets.org",
  SMTP_HOST_ADDR: "smtp.acme-widgets.org",
  SMTP_HOST_PORT: "587",
  SMTP_HOST_SSL_ENABLED: "true",
  SMTP_USER_NAME: "stats@acme-widgets.org",
  SMTP_USER_PWD: "${SMTP_USER_PWD}",
});

/** The variable whose value is edited, and the two values that it takes in turn: the first one is the mistake. */
export const edited = { name: "SMTP_HOST_SSL_ENABLED", values: ["true", "false"] };

/**
 * A project with so many services.
 * @param {{ services: number, plausible: "one" | "all", values: "inline" | "env" }} shape
 *   `one`: one in the middle is a Plausible, no two of the others are alike; `env`: the values stand in a `.env` that all share
 * @returns {{ compose: string, env: string | null }}
 */
export function projectOf({ services, plausible, values }) {
  const middle = Math.floor((services - 1) / 2);
  const isPlausible = (index) => plausible === "all" || index === middle;
  const bodies = Array.from({ length: services }, (_, index) =>
    isPlausible(index)
      ? service(index === middle ? "plausible" : `plausible_${index}`, plausibleLines(index, values, index === middle))
      : service(`service_${index}`, kinds[index % kinds.length](index)),
  );
  const volumes = bodies.map((_, index) => `  data-${index}:`);
  const common = ["x-common: &common", "  NODE_ENV: production", "  SENTRY_ENVIRONMENT: 'live'"];
  const others = plausible === "all" ? [] : ["networks:", "  back: {}", "volumes:", ...volumes];
  const compose = [...common, "services:", ...bodies, ...others, ""].join("\n");
  return { compose, env: values === "env" ? envOf(settings(0)) : null };
}

/** Where the value to edit stands in a text of `projectOf`, as LSP counts. */
export function placeOf(text) {
  const lines = text.split("\n");
  // The one in the middle is called so; other Plausibles have a number.
  const start = lines.indexOf("  plausible:");
  return startOf(text, `- ${edited.name}=`, start);
}

/** Where the text after this one begins, at a line behind that one. */
export function startOf(text, before, behind = -1) {
  const lines = text.split("\n");
  const line = lines.findIndex((each, index) => index > behind && each.includes(before));
  return { line, character: lines[line].indexOf(before) + before.length };
}

function service(name, lines) {
  return [`  ${name}:`, ...lines.map((line) => `    ${line}`)].join("\n");
}

/** The one that is edited has the edited value in the compose file also where the others take theirs from `.env`. */
function plausibleLines(index, values, isEdited) {
  const own = (name, value) => {
    if (values === "inline") return value;
    return isEdited && name === edited.name ? value : `\${${name}}`;
  };
  return [
    "image: ghcr.io/plausible/community-edition:v3.2.1",
    "restart: always",
    "environment:",
    ...Object.entries(settings(index)).map(([name, value]) => `  - ${name}=${own(name, value)}`),
  ];
}

function envOf(values) {
  return Object.entries({ ...values, SMTP_USER_PWD: "s3cret-of-all" })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/**
 * Some seventy small projects as they are found in public repositories: one Plausible with its databases in every form that
 * people use, and now and then other services beside it. The same ones each time.
 * @returns {Record<string, string>} file by name
 */
export function smallProjects(count) {
  const files = {};
  for (let index = 0; index < count; index += 1) {
    const names = Object.entries(settings(index)).filter((_, position) => (index + position) % 5 !== 0);
    const bare = index % 3 === 0;
    const form = (name, value) =>
      index % 2 === 0
        ? `      - ${name}${bare ? "" : `=${value}`}`
        : `      ${name}: ${bare ? `\${${name}}` : JSON.stringify(value)}`;
    const beside = kinds.slice(0, index % (kinds.length + 1)).filter((kind) => !kind(0).some((line) => line.includes("*common")));
    files[`project-${index}/docker-compose.yml`] = [
      "services:",
      service("plausible_db", ["image: postgres:16-alpine", "environment:", "  - POSTGRES_PASSWORD=postgres"]),
      service("plausible_events_db", ["image: clickhouse/clickhouse-server:24.12-alpine", "ulimits:", "  nofile: 262144"]),
      "  plausible:",
      `    image: ghcr.io/plausible/community-edition:v${["2.1.4", "3.0.1", "3.2.1"][index % 3]}`,
      "    depends_on: [plausible_db, plausible_events_db]",
      "    environment:",
      ...names.map(([name, value]) => form(name, value)),
      ...beside.map((kind, position) => service(`other_${position}`, kind(index))),
      "",
    ].join("\n");
    if (bare) files[`project-${index}/.env`] = envOf(settings(index));
  }
  return files;
}
