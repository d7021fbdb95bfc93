/**
 * `npm run demo`: makes a shop with two endpoints in a temporary folder, installs what it needs,
 * starts it, calls it, shows what it answers, and stops it.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "./setup.js";

const SCAFFOLD = fileURLToPath(new URL("../bin/scaffold.js", import.meta.url));

/** How long the service may take to start, in milliseconds. */
const PATIENCE = 30_000;

function say(text) {
  process.stdout.write(`\n\u001b[1m${text}\u001b[0m\n`);
}

function run(folder, command, ...words) {
  execFileSync(command, words, { cwd: folder, stdio: "inherit" });
}

function output(folder, command, ...words) {
  return execFileSync(command, words, { cwd: folder, encoding: "utf8" }).trim();
}

function scaffold(folder, ...words) {
  say(`$ scaffold ${words.join(" ")}`);
  run(folder, process.execPath, SCAFFOLD, ...words);
}

/** A port that nobody listens on now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilReady(address) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      if ((await fetch(`${address}/health/ready`)).ok) return;
    } catch {
      // It does not listen yet.
    }
    if (Date.now() > end) throw new Error("the service does not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Calls the service and shows the call and the answer. */
async function call(address, request) {
  const { method, path, headers = {}, body } = request;
  const shown = Object.keys(headers).filter((name) => name !== "authorization");
  const extra = shown.map((name) => ` ${name}: ${headers[name]}`).join("");
  const sent = body === undefined ? "" : ` ${JSON.stringify(body)}`;
  process.stdout.write(`\n${method} ${path}${extra}${sent}\n`);
  const response = await fetch(`${address}${path}`, {
    method,
    headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  process.stdout.write(`${response.status} ${text}\n`);
  return text === "" ? null : JSON.parse(text);
}

async function callAll(address, token) {
  const authorization = { authorization: `Bearer ${token}` };
  const send = (method, path, body, headers = {}) =>
    call(address, { method, path, body, headers: { ...authorization, ...headers } });
  const lamp = { name: "Lamp", price: "39.90", sku: "lamp-1", status: "live" };
  await call(address, { method: "GET", path: "/api/v1/products" });
  const product = await send("POST", "/api/v1/products", lamp);
  await send("POST", "/api/v1/products", lamp);
  const review = { product_id: product.id, rating: 5 };
  await send("POST", "/api/v1/reviews", review, { "idempotency-key": "once" });
  await send("POST", "/api/v1/reviews", review, { "idempotency-key": "once" });
  await send("GET", "/api/v1/reviews?limit=10&include=product");
  await send("POST", "/api/v1/reviews", { product_id: product.id, rating: 9 });
  await send("PUT", `/api/v1/products/${product.id}`, lamp, { "if-match": '"stale"' });
  await send("DELETE", `/api/v1/products/${product.id}`);
  await call(address, { method: "GET", path: "/health/ready" });
}

setUp();
const parent = mkdtempSync(join(tmpdir(), "scaffold-demo-"));
const shop = join(parent, "shop");
scaffold(parent, "new", "shop");
scaffold(
  shop,
  ...["endpoint", "--type", "crud", "product", "name:string:1..120", "price:decimal:10.2"],
  ...["sku:string:unique", "status:enum:draft,live"],
);
scaffold(
  shop,
  ...["endpoint", "--type", "crud", "review", "product:ref:product", "rating:int:1..5"],
  "body:text:optional",
);

say("Installing what the shop needs ...");
run(shop, "python3", "-m", "venv", ".venv");
const python = join(shop, ".venv", process.platform === "win32" ? "Scripts" : "bin", "python");
run(shop, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ".");

say("Making its tables, and starting it ...");
run(shop, python, "-m", "alembic", "upgrade", "head");
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const service = spawn(python, ["-m", "shop"], {
  cwd: shop,
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, LOG_LEVEL: "WARNING", PORT: String(port) },
});
try {
  await untilReady(address);
  await callAll(address, output(shop, python, "-m", "shop.development_token", "alice"));
} finally {
  service.kill("SIGTERM");
}
say(`The shop is in ${shop}`);
