// Plans the text on every keystroke and shows what comes out. All knowledge is in `eks-plan-wasm`.

import { init, plan } from "eks-plan-wasm";

const EXAMPLE = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-west-1
  version: "1.35"
vpc:
  nat:
    gateway: HighlyAvailable
managedNodeGroups:
  - name: general
    desiredCapacity: 3
    privateNetworking: true
`;

const SECTIONS = ["topology", "resources", "steps", "waves", "criticalPath"];

const at = (id) => document.getElementById(id);

/** An element with a text; never markup, since what is shown comes from the input. */
function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function time(seconds) {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function showHeadline({ cluster, totals, summary, executable }) {
  at("headline").textContent = totals
    ? `${cluster.name}: ${count(totals.steps, "step")} in ${count(totals.waves, "wave")}, about ${time(totals.p50Seconds)}` +
      ` (p90 ${time(totals.p90Seconds)}); one after another ${time(totals.sequentialSeconds)}`
    : "There is no plan yet: see the findings.";
  at("verdict").textContent = executable
    ? `✔ can be carried out${summary.warnings ? `, with ${count(summary.warnings, "warning")}` : ""}`
    : `✘ cannot be carried out: ${count(summary.errors, "error")}`;
  at("verdict").className = executable ? "good" : "error";
}

function showFindings(diagnostics) {
  const items = diagnostics.map((finding) => {
    const item = element("li", "", finding.severity);
    const place = finding.span ? `line ${finding.span.start.line}` : finding.path;
    item.append(element("strong", `${finding.severity} ${finding.code}`), ` ${place}: ${finding.message}`);
    if (finding.help) item.append(element("p", finding.help));
    return item;
  });
  at("findings").replaceChildren(...(items.length ? items : [element("li", "none")]));
}

function row(step, end) {
  const row = element("tr");
  const from = (100 * step.startSeconds) / end;
  const width = Math.max(0.5, (100 * (step.finishSeconds - step.startSeconds)) / end);
  const bar = element("span", "", step.critical ? "bar critical" : "bar");
  bar.style.marginInlineStart = `${Math.min(from, 99.5)}%`;
  bar.style.inlineSize = `${width}%`;
  const cell = element("td", "", "track");
  cell.append(bar);
  const takes = time(step.finishSeconds - step.startSeconds);
  const title = step.critical ? `${step.title} (critical)` : step.title;
  row.append(
    element("td", `${step.wave}`),
    element("td", time(step.startSeconds)),
    element("td", title),
    element("td", takes),
    cell,
  );
  return row;
}

function showWaves({ steps, waves, totals }) {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const end = Math.max(1, totals?.p50Seconds ?? 1);
  at("scale").textContent = totals ? `0 to ${time(end)}` : "";
  at("waves").replaceChildren(...waves.flatMap((wave) => wave.steps.map((id) => row(byId.get(id), end))));
}

function showPath({ steps, criticalPath }) {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const path = (criticalPath?.steps ?? []).map((id) => byId.get(id));
  const items = path.map((step) =>
    element("li", `${step.title} (${time(step.finishSeconds - step.startSeconds)}): ${step.reason}`),
  );
  at("path").replaceChildren(...items);
}

/** Two lists of zones to compare: those of the plan and the next that its region has, or those without and with the last. */
function zones({ topology, cluster }) {
  const used = topology.dataPlane.zones.map((zone) => zone.id ?? zone.name);
  const plain = { apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig", metadata: { name: "any", region: cluster.region } };
  const usual = plan(plain, { sections: ["topology"] }).topology?.dataPlane.zones ?? [];
  // Names of zones belong to an account; which of them is next is known by ids alone.
  const comparable = topology.dataPlane.zones.every((zone) => zone.id);
  const next = comparable && usual.map((zone) => zone.id).find((id) => !used.includes(id));
  return next ? [used, [...used, next]] : [used.slice(0, -1), used];
}

function showZone(text, found) {
  at("zone").textContent = "";
  if (!found.topology) return;
  const [fewer, more] = zones(found);
  if (fewer.length < 2) {
    at("zone").textContent = "The cluster needs the zones that it has.";
    return;
  }
  const options = { sections: ["resources", "steps"] };
  const before = plan(text, { ...options, zones: fewer });
  const after = plan(text, { ...options, zones: more });
  if (!before.totals || !after.totals) return;
  const known = new Set(before.resources.map((resource) => resource.id));
  const billed = after.resources.filter((resource) => !known.has(resource.id) && resource.billed === "hourly");
  const longer = after.totals.p50Seconds - before.totals.p50Seconds;
  at("zone").textContent =
    `${more.at(-1)}, beside ${fewer.join(" and ")}, adds ${count(after.steps.length - before.steps.length, "step")}` +
    ` and ${longer > 0 ? time(longer) : "no time"}. Paid by the hour beside: ` +
    (billed.map((resource) => `${resource.kind.replaceAll("-", " ")} ${resource.name}`).join(", ") || "nothing") + ".";
}

function show() {
  const text = at("spec").value;
  const found = plan(text, { sourceName: "cluster.yaml", sections: SECTIONS });
  showHeadline(found);
  showFindings(found.diagnostics);
  showWaves(found);
  showPath(found);
  showZone(text, found);
}

await init();
at("spec").value = EXAMPLE;
at("spec").addEventListener("input", show);
show();
document.body.dataset.ready = "true";
