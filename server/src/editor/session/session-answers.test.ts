import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";

test("a project as it would be with another text: of that file alone, and nothing of the real one changes", () => {
  const { session, document } = openIn({ "compose.yml": "services:\n  a:\n    image: ${IMAGE}\n", ".env": "IMAGE=nginx\n" });
  const [before] = session.projectsAt(document.path);
  assert.ok(before);
  const images = (path: string, text: string) =>
    session.tried(before.request, path, text).services.map(({ name, image }) => [name, image?.text]);
  assert.deepEqual(images(document.path, "services:\n  b:\n    image: ${IMAGE}\n"), [["b", "nginx"]]);
  assert.deepEqual(images("/srv/.env", "IMAGE=redis\n"), [["a", "redis"]]);
  assert.equal(session.projectsAt(document.path)[0], before);
});

test("what the user says of services is that of the nearest file; a change is one only where something has happened", () => {
  const compose = composeOf([]);
  const config = "images: [acme/*]\nservices: [stats]\n";
  const { session, document } = openIn({ "compose.yml": compose, ".plausible-mail.yml": config });
  const [checked] = session.projectsAt(document.path);
  assert.ok(checked);
  const { images, services } = session.knownIn(checked.request);
  assert.deepEqual([images, services], [["acme/*"], ["stats"]]);
  assert.equal(session.changed(document), false);
  assert.equal(session.projectsAt(document.path)[0], checked);
  document.update([{ text: `${compose}# x\n` }], 2);
  assert.equal(session.changed(document), true);
  assert.equal(session.changed(document), false);
  assert.notEqual(session.projectsAt(document.path)[0], checked);
});
