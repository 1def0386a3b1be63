import { baseOf } from "../base/paths.js";
import type { FilePath, SourceText } from "../base/text.js";
import type { SchemaFault } from "./reasons.js";

/** A panel or app store that runs compose files, and what it adds to them before Compose sees them. */
interface Panel {
  readonly name: string;
  /** What tells that a file is meant for it; null: its names and keys are so much its own that they tell it themselves. */
  readonly mark: readonly RegExp[] | null;
  /** The names that it sets, whatever `.env` and the shell say. */
  readonly fills: RegExp | null;
  /** Keys of services and their volumes that it reads itself and takes out. */
  readonly ownKeys: readonly string[];
  /** Services that it completes with an image of its own. */
  readonly ownServices: readonly string[];
  /** Networks that it defines in another file. */
  readonly ownNetworks?: readonly string[];
  /** Whether the file is a template as a whole: then only its YAML may be judged. */
  readonly template: boolean;
  readonly source: string;
}

const panels: readonly Panel[] = [
  {
    name: "Coolify",
    mark: null,
    fills:
      /^SERVICE_(?:FQDN|URL|NAME|USER|EMAIL|PASSWORD|PASSWORDWITHSYMBOLS|BASE64|REALBASE64|HEX|SUPABASEANON|SUPABASESERVICE)_\w+$|^COOLIFY_(?:FQDN|URL|BRANCH|RESOURCE_UUID|CONTAINER_NAME)$/,
    ownKeys: ["content", "is_directory", "isDirectory", "exclude_from_hc"],
    ownServices: [],
    template: false,
    source: "coolify.io/docs/knowledge-base/docker/compose",
  },
  {
    name: "CapRover",
    mark: [/^captainVersion:|\$\$cap_\w/m],
    fills: null,
    ownKeys: [],
    ownServices: [],
    template: true,
    source: "github.com/caprover/one-click-apps, README.md",
  },
  {
    name: "Umbrel",
    mark: [/^ {2}app_proxy:/m, /APP_HOST/],
    fills: /^(?:APP|UMBREL|DEVICE|TOR|NETWORK)_\w+$/,
    ownKeys: [],
    ownServices: ["app_proxy"],
    template: false,
    source: "github.com/getumbrel/umbrel-apps, README.md",
  },
  {
    name: "Runtipi",
    mark: [/\bruntipi\.managed\b|\btipi_main_network\b|^x-runtipi:/m],
    fills: /^(?:APP_\w+|LOCAL_DOMAIN|INTERNAL_IP|ROOT_FOLDER_HOST|NETWORK_INTERFACE|DNS_IP|TZ)$/,
    ownKeys: [],
    ownServices: [],
    ownNetworks: ["tipi_main_network"],
    template: false,
    source: "runtipi.io/docs/apps-available/create-your-own, and runtipi/runtipi-appstore",
  },
  {
    name: "CasaOS",
    mark: [/^(?: {4})?x-casaos:/m],
    fills: /^(?:PUID|PGID|TZ|AppID|default_username|default_pwd|WEBUI_PORT)$/,
    ownKeys: [],
    ownServices: [],
    template: false,
    source: "github.com/IceWhaleTech/CasaOS-AppStore, CONTRIBUTING.md",
  },
];

/** Portainer writes `stack.env` beside the compose file, from the variables of a stack. Source: docs.portainer.io, "Add a new stack". */
export function isWrittenByPanel(path: FilePath): boolean {
  return baseOf(path) === "stack.env";
}

/** What panels add to the compose files of one project; nothing where none of them is recognised by its marks. */
export interface PanelMarks {
  /** Whether a panel sets the name: it is then not seen, and not unset. */
  fills(name: string): boolean;
  /** Whether the panel takes these keys at a path out before Compose sees them. */
  takesOut(path: string, fault: SchemaFault): boolean;
  /** Whether the panel gives the service what it needs to run. */
  completes(service: string): boolean;
  /** Whether the panel defines the network. */
  defines(network: string): boolean;
  /** Whether the panel makes another file of this one: Compose never sees it as it is. */
  readonly rewrites: boolean;
}

/** Reads the marks in a project's compose files. */
export function panelMarks(files: readonly { readonly source: SourceText }[]): PanelMarks {
  const here = panels.filter(
    ({ mark }) => mark === null || files.some(({ source }) => mark.every((line) => source.hasLine(line))),
  );
  return {
    fills: (name) => here.some(({ fills }) => fills?.test(name) === true),
    takesOut: (path, fault) =>
      fault.kind === "unknown-keys" &&
      path.startsWith("services.") &&
      here.some(({ ownKeys }) => fault.names.every((name) => ownKeys.includes(name))),
    completes: (service) => here.some(({ ownServices }) => ownServices.includes(service)),
    defines: (network) => here.some(({ ownNetworks }) => ownNetworks?.includes(network) === true),
    rewrites: here.some(({ template }) => template),
  };
}
