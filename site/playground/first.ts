// Small, and there first: asks for the script of the reader's language while the page's own one is still on its way.
import { coreOf, languageOfPage } from "./cores.js";

coreOf(languageOfPage()).catch(() => {}); // the page tells
