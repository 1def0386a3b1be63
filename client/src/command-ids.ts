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
] as const;

export type CommandId = (typeof commandIds)[number];
