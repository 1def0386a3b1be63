import type { Disposable } from "vscode-languageserver";

/**
 * What is registered with the client for as long as something stays as it is. A change takes back what was registered before,
 * also where the client had not yet said yes to that.
 */
export class Registration {
  #key = "";
  #given: Disposable | undefined;
  #last: Promise<void> = Promise.resolve();

  /**
   * Registers anew where the key has changed.
   * @param key tells what is to be registered; `""`: nothing
   */
  follow(key: string, register: () => Promise<Disposable>): Promise<void> {
    if (key === this.#key) return this.#last;
    this.#key = key;
    const replace = async () => {
      this.#given?.dispose();
      this.#given = undefined;
      if (key !== "") this.#given = await register();
    };
    this.#last = this.#last.then(replace, replace);
    return this.#last;
  }
}
