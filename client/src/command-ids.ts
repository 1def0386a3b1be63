/** Every command that the extension registers: those of the manifest, and those of pages and of the status bar. */
export const commandIds = [
  "plausibleMail.testSmtp",
  "plausibleMail.explainLogLine",
  "plausibleMail.showContainer",
  "plausibleMail.previewUpgrade",
  "plausibleMail.showTranscript",
  "plausibleMail.applyTestFix",
  "plausibleMail.openTestDocs",
  "plausibleMail.showOutput",
  "plausibleMail.restartServer",
  "plausibleMail.openDocs",
  "plausibleMail.showLastResult",
  "plausibleMail.openExample",
  "plausibleMail.setUpMail",
  "plausibleMail.lintAll",
  "plausibleMail.diagnose",
  "plausibleMail.testFromContainer",
  "plausibleMail.compareContainer",
  "plausibleMail.explainContainerLog",
  "plausibleMail.applyReportFix",
  "plausibleMail.copyReport",
  "plausibleMail.applyReviewed",
] as const;

/** Those that need a connection or a container, or what came of one. */
export type ConnectingId = Extract<
  CommandId,
  | "plausibleMail.testSmtp"
  | "plausibleMail.showTranscript"
  | "plausibleMail.showLastResult"
  | "plausibleMail.applyTestFix"
  | "plausibleMail.openTestDocs"
  | "plausibleMail.diagnose"
  | "plausibleMail.testFromContainer"
  | "plausibleMail.compareContainer"
  | "plausibleMail.explainContainerLog"
  | "plausibleMail.applyReportFix"
  | "plausibleMail.copyReport"
>;

export type CommandId = (typeof commandIds)[number];
