// Loaded before yaml-language-server: it waits 200 ms before it checks a changed text, and has no setting for that.
const original = globalThis.setTimeout;
const validationDelay = 200;

globalThis.setTimeout = Object.assign(
  (callback, delay, ...args) => original(callback, delay === validationDelay ? 0 : delay, ...args),
  original,
);
