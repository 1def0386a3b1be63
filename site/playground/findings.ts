import type { Language, PageAnswer, PageFinding, PageFix, PageLog, PagePlace } from "../../server/src/browser.js";
import { button, element, pageLink, rendered } from "./dom.js";
import { text } from "./texts.js";

/** What the lists of the page can do. */
export interface Actions {
  readonly language: Language;
  readonly goTo: (place: PagePlace) => void;
  readonly apply: (fix: PageFix) => void;
}

const gravity = ["error", "warning", "info", "hint"];

/** Findings as a reader should see them: the gravest first, and those of one kind in the order of the files. */
export function gravestFirst(findings: readonly PageFinding[]): readonly PageFinding[] {
  return [...findings].sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
}

/** Findings as items of a list: how bad and where, what, and buttons for the fixes. */
export function findingItems(findings: readonly PageFinding[], actions: Actions): HTMLLIElement[] {
  return findings.map(({ rule, severity, message, at, fixes }) =>
    element(
      "li",
      { className: `finding ${severity}` },
      element(
        "p",
        { className: "head" },
        element("span", { className: "severity" }, text(`severity-${severity}`, actions.language)),
        " ",
        placeButton(at, actions),
        " ",
        ruleLink(rule, actions.language),
      ),
      element("p", { className: "message" }, rendered(message)),
      ...fixButtons(fixes, actions),
    ),
  );
}

/** What a log says, entry by entry; a sentence where it says nothing. */
export function answerItems({ answers, unknown }: PageLog, actions: Actions): HTMLElement[] {
  const { language } = actions;
  const rest = unknown > 0 ? [element("p", {}, text("unknownLog", language))] : [];
  if (answers.length === 0) return rest.length > 0 ? rest : [element("p", {}, text("noMail", language))];
  return [...answers.map((answer) => answerItem(answer, actions)), ...rest];
}

function answerItem(answer: PageAnswer, actions: Actions): HTMLElement {
  const { language } = actions;
  const { name, logLine, count, rule, variables, advice, alternatives, finding, fixes } = answer;
  const title = name ?? text("causeNotTold", language);
  return element(
    "article",
    { className: "answer" },
    element("h3", {}, count > 1 ? `${title} · ${text("times", language, { n: count })}` : title),
    element("p", { className: "log-line" }, element("code", {}, logLine)),
    element("p", { className: "message" }, rendered(advice)),
    ...(variables.length === 0 ? [] : [element("p", {}, text("change", language, { names: variables.join(", ") }))]),
    ...alternatives.map((other) =>
      element(
        "p",
        { className: "message" },
        text("orElse", language, { text: other.name === null ? "" : `${other.name}. ` }),
        rendered(other.advice),
      ),
    ),
    ...(finding === null ? [] : [element("p", {}, text("inFiles", language, { place: "" }), placeButton(finding, actions))]),
    ...(rule === null ? [] : [element("p", {}, ruleLink(rule, language))]),
    ...fixButtons(fixes, actions),
  );
}

function fixButtons(fixes: readonly PageFix[], { apply }: Actions): HTMLElement[] {
  if (fixes.length === 0) return [];
  const buttons = fixes.map((fix) => button(fix.title, () => apply(fix), "fix"));
  return [element("p", { className: "fixes" }, ...buttons)];
}

function placeButton(place: PagePlace, { language, goTo }: Actions): HTMLButtonElement {
  const { file, line } = place;
  return button(text("place", language, { file, line }), () => goTo(place), "place");
}

function ruleLink(rule: string, language: Language): HTMLAnchorElement {
  return pageLink(`../${language === "en" ? "" : "zh-cn/"}rules/${rule}.html`, rule);
}
