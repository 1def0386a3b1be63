// The pages of the rules: the README of each, and the same in Chinese with the examples of the English one.

/** What stands in a Chinese README in the place of the next examples. */
const placeholder = "<!-- example -->";

/** The examples of a README: fences with nothing but blank lines between them are one. */
function examplesOf(readme) {
  return readme.match(/^```\w+ .*?^```$(?:\n+^```\w+ .*?^```$)*/gms) ?? [];
}

/** The Chinese page of a rule. Throws where it has not as many places for examples as there are. */
export function chinesePage(readme, chinese, name) {
  const examples = examplesOf(readme);
  const parts = chinese.split(`${placeholder}\n`);
  if (parts.length !== examples.length + 1) {
    throw new Error(
      `${name} has ${parts.length - 1} places for examples (${placeholder}), README.md has ${examples.length} groups of them`,
    );
  }
  return parts.map((part, at) => (at === 0 ? part : `${examples[at - 1]}\n${part}`)).join("");
}
