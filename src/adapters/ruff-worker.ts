import { parentPort, workerData } from "node:worker_threads";
import { FormatError } from "../ports.ts";
import { loadRuffFormatter } from "./ruff-formatter.ts";

/** What the thread is asked. */
export interface FormatRequest {
  readonly path: string;
  readonly text: string;
}

/** What it answers: the formatted text, or why the text has none; lines and columns count from 1. */
export type FormatAnswer =
  | { readonly text: string }
  | {
      readonly message: string;
      readonly line: number | undefined;
      readonly column: number | undefined;
    };

/** WebAssembly is compiled function by function, as they are called: this calls most of them. */
const SAMPLE = `"""Doc."""
from a import (b, c as d)
import e.f
__all__ = ["g"]
H: Final[dict[str, int]] = {"i": 1, **j}
@k(l="m", n=[1, 2.5])
class O(P, metaclass=Q):
    """Doc."""
    r: S | None = Field(default=None, ge=-1)  # comment
    async def t(self, u: V = w, *x: int, y: bool = True, **z: str) -> list[V]:
        if not u and (y or x[0] is None) and u in {1, 2}:
            raise A(f"{u!r}: {y:>3}") from None
        elif u < 1 <= y: pass
        else: return [await b(c) async for c in d if c.e != "f"]
        try:
            async with g() as h, i: yield h
        except (J, K) as l: del l
        finally: self.m += 1
        for n, o in p.q(**r): continue
        while s := next(t, None): break
        return lambda u: u if u else (v, *w)
def x() -> None:
    assert y, "z"
    match a:
        case {"b": [1, *_]} | C(d=None) if e: global f
    g = {h: i for h, i in j.items()}; k = l[1:-1, ::2]; m = (yield)
`;

const { format } = loadRuffFormatter(String(workerData));
void format("sample.py", SAMPLE);

async function answer({ path, text }: FormatRequest): Promise<FormatAnswer> {
  try {
    return { text: await format(path, text) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, line, column } = error;
    return { message, line, column };
  }
}

parentPort?.on("message", async (request: FormatRequest) => {
  parentPort?.postMessage(await answer(request));
});
