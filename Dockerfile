# The command line in an image of its own. The build needs nothing but the npm package:
#   npm run package:npm && docker build --build-arg PACKAGE=plausible-mail-0.1.0.tgz -t plausible-mail .
#   docker run --rm --user "$(id -u)" -v "$PWD:/project:ro" plausible-mail lint
# `--user`: a `.env` with passwords is mostly for its owner alone; the user of this image could not read it.
# `node scripts/release/pin-image.mjs` writes the digest of the base image behind its tag; without it, a release is refused.
FROM node:22.23.3-bookworm-slim AS package
ARG PACKAGE
COPY ${PACKAGE} /tmp/plausible-mail.tgz
RUN npm install --global --prefix /opt/plausible-mail --ignore-scripts --no-audit --no-fund /tmp/plausible-mail.tgz

FROM node:22.23.3-bookworm-slim
COPY --from=package /opt/plausible-mail /opt/plausible-mail
ENV PATH="/opt/plausible-mail/bin:${PATH}" PLAUSIBLE_MAIL_CODE_CACHE=off
USER node
WORKDIR /project
ENTRYPOINT ["plausible-mail"]
CMD ["lint"]
