import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Call, emptyFolder, scaffold } from "../support/scaffold.ts";

describe("code that a call compiled", () => {
  let caches = "";
  let file = "";

  beforeEach(() => {
    caches = emptyFolder();
    file = join(caches, "scaffold/blueprint.code");
  });

  function list(env: NodeJS.ProcessEnv = {}): Call {
    return scaffold(caches, ["blueprint", "list"], { env: { XDG_CACHE_HOME: caches, ...env } });
  }

  it("is kept for the next one, and stays as it is", () => {
    const first = list();
    const kept = statSync(file);
    expect(kept.mode & 0o777).toBe(0o600);
    expect(list()).toEqual(first);
    expect(statSync(file).ino).toBe(kept.ino);
  });

  it("is kept once more where a later call did a good deal more", () => {
    const env = { XDG_CACHE_HOME: caches };
    const kept = () => statSync(join(caches, "scaffold/new.code")).size;
    scaffold(caches, ["new", "--help"], { env });
    const little = kept();
    scaffold(caches, ["new", "shop"], { env });
    expect(kept()).toBeGreaterThan(little);
  });

  /** A file that is deleted would leave its number to the next one. */
  function putAside(): void {
    renameSync(file, `${file}.aside`);
  }

  const damages: Readonly<Record<string, () => void>> = {
    "is damaged": () => {
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
      writeFileSync(file, bytes);
    },
    "ends too soon": () => truncateSync(file, 5000),
    "is empty": () => truncateSync(file),
    "others can write": () => chmodSync(file, 0o622),
    "is a pipe": () => {
      putAside();
      execFileSync("mkfifo", ["-m", "600", file]);
    },
    "is a device without an end": () => {
      putAside();
      symlinkSync("/dev/zero", file);
    },
  };

  it.each(Object.entries(damages))("is compiled again where what is kept %s", (_, damage) => {
    const first = list();
    const { ino, size } = statSync(file);
    damage();
    expect(list()).toEqual(first);
    const again = statSync(file);
    expect(again.ino).not.toBe(ino);
    expect(again.mode & 0o777).toBe(0o600);
    expect(again.size).toBeGreaterThan(size / 2);
  });

  it("is none of a call that cannot keep it", () => {
    const first = list();
    const taken = emptyFolder();
    writeFileSync(join(taken, "scaffold"), "a file of somebody's");
    expect(list({ XDG_CACHE_HOME: taken })).toEqual(first);
    expect(readFileSync(join(taken, "scaffold"), "utf8")).toBe("a file of somebody's");
  });

  it.runIf(process.getuid?.() === 0)("is not kept by root in the folder of somebody else", () => {
    chownSync(caches, 65534, 65534);
    list();
    expect(existsSync(join(caches, "scaffold"))).toBe(false);
  });

  it("is not kept where the user wants none", () => {
    list({ NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(existsSync(file)).toBe(false);
  });

  it("is kept in the home folder where the system names no other", () => {
    const home = emptyFolder();
    mkdirSync(join(home, "work"));
    list({ XDG_CACHE_HOME: "relative", HOME: home });
    expect(existsSync(join(home, ".cache/scaffold/blueprint.code"))).toBe(true);
  });
});
