import type { KnownText } from "../../base/known-text.js";
import { LoadedService, type ServiceSurroundings } from "../service/service.js";
import type { Roster } from "../types.js";
import type { NumberedServices } from "./laid-services.js";

/** The services of a project, each of which is made when someone asks for it. */
export class LoadedRoster implements Roster {
  readonly identities: readonly object[];
  readonly #services: NumberedServices;
  readonly #surroundings: ServiceSurroundings;
  readonly #made: (LoadedService | undefined)[];

  constructor(services: NumberedServices, identities: readonly object[], surroundings: ServiceSurroundings) {
    this.identities = identities;
    this.#services = services;
    this.#surroundings = surroundings;
    this.#made = new Array(identities.length);
  }

  blockAt(number: number): KnownText | null {
    return this.#services.blockAt(number);
  }

  baseAt(number: number): number | null {
    return this.#services.baseAt(number);
  }

  at(number: number): LoadedService {
    let service = this.#made[number];
    if (service === undefined) {
      const name = this.#services.names[number] as string;
      const identity = this.identities[number] as object;
      service = new LoadedService(name, this.#services.at(number), identity, this.#surroundings);
      this.#made[number] = service;
    }
    return service;
  }
}
