import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { type KeptProcess, spawnKept } from "./kept-process.ts";
import { NOBODY, unprivileged } from "./unprivileged.ts";

/** How long the pooler may take to start, in milliseconds. */
const PATIENCE = 10_000;

/** Debian puts it where only root looks. */
const PATH = `${process.env.PATH}:/usr/sbin`;

/** A pooler in front of a PostgreSQL server: each transaction may get another of few connections. */
export interface Pooler {
  /** A database's address as a provider shows it: through the pooler, over TLS. */
  addressOf(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** A certificate that nobody has signed, and its key. */
function makeCertificate(folder: string): void {
  const request = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=pooler",
  ];
  execFileSync("openssl", [...request, "-keyout", "key.pem", "-out", "certificate.pem"], {
    cwd: folder,
    stdio: "pipe",
  });
  chmodSync(join(folder, "key.pem"), 0o644);
}

function configuration(folder: string, port: number, serverPort: string): string {
  return `[databases]
* = host=127.0.0.1 port=${serverPort} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
client_tls_sslmode = require
client_tls_key_file = ${folder}/key.pem
client_tls_cert_file = ${folder}/certificate.pem
`;
}

/** @throws Error with all it said if it ends before it is up. */
function untilUp(pooler: KeptProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (): void =>
      reject(new Error(`PgBouncer does not start; is it installed?\n${said}`));
    const timer = setTimeout(fail, PATIENCE);
    pooler.once("exit", fail);
    pooler.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (said.includes("process up")) return;
      said += text;
      if (!said.includes("process up")) return;
      clearTimeout(timer);
      pooler.off("exit", fail);
      resolve();
    });
  });
}

/** Starts PgBouncer in front of the server of a database; it ends with `stop`, or with the tests. */
export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), "scaffold-pooler-"));
  const port = await freePort();
  makeCertificate(folder);
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(file, configuration(folder, port, new URL(databaseUrl).port));
  if (unprivileged().length > 0) chownSync(folder, NOBODY, NOBODY);
  const command = [...unprivileged(), "pgbouncer", file];
  const pooler = spawnKept(command, { cwd: "/", folder, env: { ...process.env, PATH } });
  await untilUp(pooler);
  return {
    addressOf(address) {
      const { pathname } = new URL(address);
      const query = "sslmode=require&channel_binding=require&pgbouncer=true";
      return `postgres://shop:secret@127.0.0.1:${port}${pathname}?${query}`;
    },
    async stop() {
      pooler.kill("SIGINT");
      await once(pooler, "exit");
    },
  };
}
