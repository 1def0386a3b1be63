/** A compose file with one mistake (TLS from the first byte on a STARTTLS port), as docs of Plausible's users have it. */
export const compose = `services:
  plausible_db:
    image: postgres:16-alpine
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SECRET_KEY_BASE=${"kAnarie0".repeat(9)}
      - MAILER_EMAIL=stats@acme-widgets.org
      - SMTP_HOST_ADDR=smtp.acme-widgets.org
      - SMTP_HOST_PORT=587
      - SMTP_HOST_SSL_ENABLED=true
      - SMTP_USER_NAME=stats@acme-widgets.org
      - SMTP_USER_PWD
`;

/** The same with bare names, as Plausible's own compose file has them; the values are in `.env`. */
export const composeOfBareNames = compose.replace(/^( {6}- (?:BASE_URL|SECRET|MAILER|SMTP)\w*)=.*$/gm, "$1");

export const canary = "Kanarie-9f31c7!";

export const dotenv = `BASE_URL=https://stats.acme-widgets.org
SECRET_KEY_BASE=${canary.repeat(5)}
MAILER_EMAIL=stats@acme-widgets.org
SMTP_HOST_ADDR=smtp.acme-widgets.org
SMTP_HOST_PORT=587
SMTP_HOST_SSL_ENABLED=true
SMTP_USER_NAME=stats@acme-widgets.org
SMTP_USER_PWD=${canary}
`;
