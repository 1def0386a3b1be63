#!/usr/bin/env bash
# What action.yml runs: lints with the inputs of the workflow, which are in the environment, and tells the outcome.
set -uo pipefail

flags=(--fail-on "${INPUT_FAIL_ON:-error}" --format "${INPUT_FORMAT:-github}" --lang "${INPUT_LANG:-en}")
[[ -n "${INPUT_CONFIG:-}" ]] && flags+=(--config "$INPUT_CONFIG")
[[ -n "${INPUT_ENV_FILE:-}" ]] && flags+=("--env-file=$INPUT_ENV_FILE")
[[ -n "${INPUT_SARIF_FILE:-}" ]] && flags+=(--output "sarif:$INPUT_SARIF_FILE")

paths=()
while IFS= read -r path; do
  path="${path%$'\r'}"
  [[ -n "$path" ]] && paths+=("$path")
done <<<"${INPUT_PATHS:-.}"

report="$(mktemp)"
trap 'rm -f "$report"' EXIT
# A test runs the program of this checkout.
program=(npx --yes "plausible-mail@${INPUT_VERSION:-latest}")
[[ -n "${PLAUSIBLE_MAIL_PROGRAM:-}" ]] && program=(node "$PLAUSIBLE_MAIL_PROGRAM")

"${program[@]}" lint "${flags[@]}" --output "json:$report" --no-process-env -- "${paths[@]}"
status=$?

count() {
  node -e 'try { console.log(JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).summary[process.argv[2]]) } catch { console.log(0) }' "$report" "$1"
}
{
  echo "exit-code=$status"
  echo "sarif-file=${INPUT_SARIF_FILE:-}"
  echo "errors=$(count error)"
  echo "warnings=$(count warning)"
} >>"${GITHUB_OUTPUT:-/dev/stdout}"
exit "$status"
