import { Resolver } from "node:dns/promises";
import type { Looked, Lookups } from "../../sender-domain/lookups.js";

/** The codes of an answer that there is nothing. */
const nothing: ReadonlySet<string> = new Set(["ENODATA", "ENOTFOUND"]);

/**
 * The DNS as this machine asks it, or through one server.
 *
 * @param server `192.0.2.53` or `127.0.0.1:5353`; null: those of the machine
 * @param timeout milliseconds for each question
 */
export function domainLookups(server: string | null, timeout: number): Lookups {
  const resolver = new Resolver({ timeout: Math.min(timeout, 5_000), tries: 2 });
  if (server !== null) resolver.setServers([server]);
  const ask = async <T>(question: Promise<readonly T[]>): Promise<Looked<T>> => {
    try {
      const records = await question;
      return records.length === 0 ? { kind: "none" } : { kind: "found", records };
    } catch (error) {
      return { kind: nothing.has((error as NodeJS.ErrnoException).code ?? "") ? "none" : "failed" };
    }
  };
  return {
    texts: (name) => ask(resolver.resolveTxt(name).then((records) => records.map((pieces) => pieces.join("")))),
    exchanges: (name) =>
      ask(
        resolver
          .resolveMx(name)
          .then((records) => [...records].sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)),
      ),
  };
}
