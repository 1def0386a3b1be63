const regexp = require("eslint-plugin-regexp");

// Nothing but whether an expression that a user's text may reach takes more than linear time. Tests run on our own texts.
module.exports = [
  {
    files: ["server/out/src/**/*.js"],
    ignores: ["**/*.test.js"],
    plugins: { regexp },
    rules: { "regexp/no-super-linear-move": "error", "regexp/no-super-linear-backtracking": "error" },
  },
];
