/** A name as it can stand in a message: cut where it is long, control characters escaped. */
export function quoted(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `\`${JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"')}\``;
}
