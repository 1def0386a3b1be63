/** Every command that the extension registers: those of the manifest, and the one that opens a page. */
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
] as const;

export type CommandId = (typeof commandIds)[number];
