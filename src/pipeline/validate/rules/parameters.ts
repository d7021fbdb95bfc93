import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { checkArgument } from "../../../language/arguments.ts";
import { flagsOf, takenFlags } from "../../../language/commands.ts";
import { compilePattern } from "../../../language/safe-pattern.ts";
import type { Parameter } from "../../../model/blueprint.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Json } from "../../../model/json.ts";
import { reservedNames } from "../known-names.ts";
import type { Rule, Subject } from "./rule.ts";

/** What a parameter says of its value can all be so. */
export const parametersAgree: Rule = (subject) =>
  definitions(subject).flatMap((definition) => checks.flatMap((check) => check(definition)));

interface Definition {
  readonly file: string;
  readonly name: string;
  readonly pointer: string;
  readonly parameter: Parameter;
}

const checks: readonly ((definition: Definition) => readonly Diagnostic[])[] = [
  boundsAgree,
  patternWorks,
  valuesHaveTheType,
  defaultIsAllowed,
  defaultIsNeeded,
  restIsAList,
];

function definitions({ blueprint, document: { file } }: Subject): readonly Definition[] {
  const of = (parameters: Readonly<Record<string, Parameter>>, parent: string) =>
    Object.entries(parameters).map(([name, parameter]) => ({
      file,
      name,
      parameter,
      pointer: joinPointer(parent, name),
    }));
  return [
    of(blueprint.parameters, "/parameters"),
    Object.values(blueprint.slots).flatMap(({ schema, pointer }) =>
      of(schema, `${pointer}/schema`),
    ),
  ].flat();
}

function boundsAgree({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  const { minimum, maximum } = parameter;
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return [];
  return [
    fault("bad-parameter", {
      message: `No value of \`${name}\` is at least ${minimum} and at most ${maximum}`,
      place: { file, pointer: `${pointer}/minimum` },
      related: [{ place: { file, pointer: `${pointer}/maximum` }, message: "the maximum is less" }],
    }),
  ];
}

/** The type without what else the parameter demands. */
function bare({ type }: Parameter): Parameter {
  return { type, required: false, description: "" };
}

function patternWorks({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  const ofItems = patternFault(parameter.items?.pattern, {
    file,
    name,
    pointer: `${pointer}/items/pattern`,
  });
  const { pattern } = parameter;
  if (pattern === undefined) return ofItems;
  const place = { file, pointer: `${pointer}/pattern` };
  if (parameter.type !== "string") {
    return [
      fault("bad-parameter", {
        message: `\`${name}\` has a \`pattern\` and is no string`,
        place,
        ...(parameter.type === "array"
          ? { help: "A pattern for each item belongs in `items`" }
          : {}),
      }),
    ];
  }
  return [...patternFault(pattern, { file, name, pointer: place.pointer }), ...ofItems];
}

function patternFault(
  pattern: string | undefined,
  { file, name, pointer }: { file: string; name: string; pointer: string },
): readonly Diagnostic[] {
  const problem = patternProblem(pattern);
  if (problem === undefined) return [];
  return [
    fault("bad-parameter", {
      message: `The pattern of \`${name}\` cannot be used: ${problem}`,
      place: { file, pointer },
    }),
  ];
}

function patternProblem(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined;
  const compiled = compilePattern(pattern);
  return "problem" in compiled ? compiled.problem : undefined;
}

function valuesHaveTheType({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  return (parameter.enum ?? []).flatMap((value, index) => {
    if (checkArgument(value, bare(parameter)).length === 0) return [];
    return fault("bad-parameter", {
      message: `\`${show(value)}\` is no value of the type of \`${name}\``,
      place: { file, pointer: `${pointer}/enum/${index}` },
      expected: `a value of the type \`${parameter.type}\``,
    });
  });
}

function defaultIsAllowed({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  if (parameter.default === undefined) return [];
  return checkArgument(parameter.default, withUsablePatterns(parameter)).map((problem) =>
    fault("bad-parameter", {
      message: `The default of \`${name}\` does not fit: ${problem.message}`,
      place: { file, pointer: `${pointer}/default${problem.pointer}` },
      ...(problem.expected === undefined ? {} : { expected: problem.expected }),
    }),
  );
}

function defaultIsNeeded({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  if (parameter.default === undefined || !parameter.required) return [];
  return [
    fault("bad-parameter", {
      message: `\`${name}\` is required, so its default would never be taken`,
      place: { file, pointer: `${pointer}/default` },
      help: "Take away `required`, or the default",
    }),
  ];
}

function restIsAList({ file, name, parameter, pointer }: Definition): readonly Diagnostic[] {
  if (parameter.argument !== "rest" || parameter.type === "array") return [];
  return [
    fault("bad-parameter", {
      message: `\`${name}\` takes all the words that are left, and is no list`,
      place: { file, pointer: `${pointer}/argument` },
      expected: '`"first"`, or the type `array`',
    }),
  ];
}

/** A pattern that cannot be used is reported once, as itself. */
function withUsablePatterns(parameter: Parameter): Parameter {
  const isUsable = patternProblem(parameter.pattern) === undefined;
  const areItemsUsable = patternProblem(parameter.items?.pattern) === undefined;
  if (isUsable && areItemsUsable) return parameter;
  const { pattern, items, ...rest } = parameter;
  return {
    ...rest,
    ...(pattern !== undefined && isUsable ? { pattern } : {}),
    ...(items && areItemsUsable ? { items } : {}),
  };
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** No parameter takes a name that templates use for something else. */
export const parameterNamesAreFree: Rule = ({ blueprint, document: { file } }) =>
  Object.keys(blueprint.parameters).flatMap((name) => {
    if (!reservedNames.has(name)) return [];
    return fault("reserved-parameter", {
      message: `\`${name}\` cannot be a parameter: templates see something else by that name`,
      place: { file, pointer: joinPointer("/parameters", name), side: "key" },
      suggestions: [name === "resource" ? "resource_name" : `${name.toLowerCase()}_value`],
    });
  });

/** Of the words of a command line each goes to one parameter. */
export const argumentsAreDistinct: Rule = ({ blueprint, document: { file } }) => {
  const taken = new Map<string, string>();
  return Object.entries(blueprint.parameters).flatMap(([name, { argument }]) => {
    if (argument === undefined) return [];
    const first = taken.get(argument);
    if (first === undefined) {
      taken.set(argument, name);
      return [];
    }
    const pointerOf = (parameter: string) => `${joinPointer("/parameters", parameter)}/argument`;
    return fault("bad-parameter", {
      message: `\`${first}\` and \`${name}\` cannot both take ${argument === "first" ? "the first word" : "the words that are left"}`,
      place: { file, pointer: pointerOf(name) },
      related: [{ place: { file, pointer: pointerOf(first) }, message: "it is taken here" }],
      help: "Without `argument` it is an option",
    });
  });
};

/** Why the option of a parameter could not be told from another one. */
function flagProblem(name: string, flags: readonly string[], owners: ReadonlyMap<string, string>) {
  if (name.startsWith("no_")) {
    return `\`${flags[0]}\` says that something is not so`;
  }
  const taken = flags.find((flag) => owners.has(flag));
  return taken === undefined ? undefined : `\`${taken}\` is ${owners.get(taken)}`;
}

/** Each parameter of a command has an option of its own. */
export const flagsAreFree: Rule = ({ blueprint, document: { file } }) => {
  if (blueprint.command === undefined) return [];
  const owners = new Map(
    takenFlags(blueprint).map((flag) => [flag, "an option that such commands have already"]),
  );
  return Object.entries(blueprint.parameters).flatMap(([name, parameter]) => {
    if (parameter.argument !== undefined) return [];
    const flags = flagsOf(name, parameter);
    const problem = flagProblem(name, flags, owners);
    for (const flag of flags) owners.set(flag, `the option of \`${name}\``);
    if (problem === undefined) return [];
    return fault("reserved-parameter", {
      message: `\`${name}\` cannot be a parameter of a command: ${problem}`,
      place: { file, pointer: joinPointer("/parameters", name), side: "key" },
      suggestions: [name.startsWith("no_") ? name.replace("no_", "without_") : `${name}_value`],
    });
  });
};
