/** What the page begins with: the case that this program was made for. Connection tests pass, and no invitation ever arrives. */
export const exampleTexts: Readonly<Record<string, string>> = {
  "compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v2.1.4
    environment:
      - BASE_URL=\${BASE_URL}
      - SECRET_KEY_BASE=\${SECRET_KEY_BASE}
      - DATABASE_URL=postgres://postgres:postgres@plausible_db:5432/plausible_db
      - CLICKHOUSE_DATABASE_URL=http://plausible_events_db:8123/plausible_events_db
      - MAILER_EMAIL=stats@blumenhof.example
      - SMTP_HOST_ADDR=smtp.eu.mailgun.org
      - SMTP_HOST_PORT=25
      - SMTP_HOST_SSL_ENABLED=true
      - SMTP_USER_NAME=postmaster@mg.blumenhof.example
      - SMTP_USER_PWD=\${SMTP_USER_PWD}

  plausible_db:
    image: postgres:16-alpine
    environment:
      - POSTGRES_PASSWORD=postgres

  plausible_events_db:
    image: clickhouse/clickhouse-server:24.12-alpine
`,
  ".env": `BASE_URL=https://stats.blumenhof.example
SECRET_KEY_BASE=ZG9uJ3QgY29weSB0aGlzIGtleSwgbWFrZSB5b3VyIG93biBvbmUgcGxlYXNlIQ==
SMTP_USER_PWD=3kd0-example-9f2b
`,
};
