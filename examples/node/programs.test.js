// Runs each program as a user does.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const good = path("../specs/first-cluster.yaml");
const bad = path("../../tests/corpus/broken/add-on-twice.yaml");

function run(program, file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path(program), file], { encoding: "utf8" });
  assert.equal(stderr, "");
  return { status, lines: stdout.trimEnd().split("\n") };
}

test("print-waves", () => {
  const { status, lines } = run("print-waves.js", good);
  assert.equal(status, 0);
  assert.match(lines[0], /^wave 0: from 0 s to \d+ s$/);
  assert.match(lines.at(-1), /^\d+ steps, about \d+ minutes$/);
});

test("fail-on-errors", () => {
  assert.deepEqual(run("fail-on-errors.js", good), { status: 0, lines: ["no errors"] });
  const { status, lines } = run("fail-on-errors.js", bad);
  assert.equal(status, 1);
  assert.match(lines[0], /add-on-twice\.yaml:8: EP0702 /);
});

test("serve", async () => {
  const server = spawn(process.execPath, [path("serve.js"), "0"]);
  try {
    const [said] = await once(server.stdout, "data");
    const [address] = /http:\S+/.exec(said);
    const ask = (query) => fetch(`${address}/${query}`, { method: "POST", body: readFileSync(good) });
    assert.equal((await (await ask("?asOf=2026-11-22")).json()).asOf, "2026-11-22");
    const refused = await ask("?asof=2026-11-22");
    assert.deepEqual([refused.status, (await refused.json()).code], [400, "EP0104"]);
  } finally {
    server.kill();
  }
});
