/** Environment markers of a requirement (PEP 508): `python_version < "3.12" and os_name == "nt"`. */

const variables: readonly string[] = [
  "python_version",
  "python_full_version",
  "os_name",
  "sys_platform",
  "platform_release",
  "platform_system",
  "platform_version",
  "platform_machine",
  "platform_python_implementation",
  "implementation_name",
  "implementation_version",
  "extra",
];
const operators: readonly string[] = [
  "<=",
  "<",
  "!=",
  "==",
  ">=",
  ">",
  "~=",
  "===",
  "in",
  "not in",
];
const tokenForm =
  /^\s*(?:("[^"\\\n]*"|'[^'\\\n]*')|(<=|>=|===|==|~=|!=|<|>)|([()])|(not\s+in\b|[a-z_]+))/;
const maximumDepth = 20;

function split(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const match = tokenForm.exec(rest);
    const token = match?.[0].trim();
    if (!match || token === undefined) return undefined;
    rest = rest.slice(match[0].length).trimStart();
    tokens.push(token.replace(/\s+/g, (space) => (/^["']/.test(token) ? space : " ")));
  }
  return tokens;
}

function isLiteral(token: string): boolean {
  return token.startsWith('"') || token.startsWith("'");
}

/** Prefers double quotes, so that one marker has one form. */
function canonical(token: string): string {
  const isSingle = token.startsWith("'") && !token.includes('"');
  return isSingle ? `"${token.slice(1, -1)}"` : token;
}

/**
 * A marker in its canonical form, with single spaces and double quotes.
 *
 * @returns undefined where the text is no marker.
 */
export function canonicalMarker(text: string): string | undefined {
  const tokens = split(text);
  if (!tokens) return undefined;
  let position = 0;
  const take = () => tokens[position++] ?? "";

  function operand(token: string): boolean {
    return isLiteral(token) || variables.includes(token);
  }

  function term(depth: number): boolean {
    const first = take();
    if (first === "(") return depth < maximumDepth && expression(depth + 1) && take() === ")";
    const operator = take();
    const second = take();
    const comparesVariable = !isLiteral(first) || !isLiteral(second);
    return operand(first) && operators.includes(operator) && operand(second) && comparesVariable;
  }

  function expression(depth: number): boolean {
    if (!term(depth)) return false;
    while (tokens?.[position] === "and" || tokens?.[position] === "or") {
      position += 1;
      if (!term(depth)) return false;
    }
    return true;
  }

  if (!expression(0) || position !== tokens.length) return undefined;
  return tokens.map(canonical).join(" ").replaceAll("( ", "(").replaceAll(" )", ")");
}
