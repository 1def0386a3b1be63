/** What a project has for its services to refer to: the services that would run, and the names under each top-level key. */
export interface ProjectNames {
  readonly services: ReadonlySet<string>;
  /** Those of profiles that nobody asks for. */
  readonly idle: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
  /** The services that have something to build. */
  readonly built: ReadonlySet<string>;
}
