// The door to all that is known of releases: their table, and the images that run them.
export { floatOf, imageOf, imageRunning, newestRepository, tagOf } from "./images.js";
export { knownRelease, newestRelease, releaseNamed, releases } from "./release-table.js";
