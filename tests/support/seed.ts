import fc from "fast-check";

/** The same cases in every run, so that a fault is of the change that brought it; `SEED` tries others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20261121) });
