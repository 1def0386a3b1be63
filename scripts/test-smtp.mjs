// Every test of the talks with mail servers, with each client library that was ever shipped (`npm test` takes the newest ones).
process.env.SMTP_CLIENTS = "all";
process.argv.push("/smtp/");
await import("./test.mjs");
