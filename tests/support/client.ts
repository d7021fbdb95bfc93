import { Agent, request } from "node:http";
import type { Json } from "../../src/model/json.ts";

/** An answer of a service, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The body as JSON; null where there is none. */
  readonly json: Json;
}

/** Header fields of a request; several values are several lines. */
export type Headers = Readonly<Record<string, string | string[]>>;

/** Calls a service, with as many connections as there are calls at a time. */
export interface Client {
  get(path: string, headers?: Headers): Promise<Answer>;
  head(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body: Json, headers?: Headers): Promise<Answer>;
  put(path: string, body: Json, headers?: Headers): Promise<Answer>;
  patch(path: string, body: Json, headers?: Headers): Promise<Answer>;
  delete(path: string, headers?: Headers): Promise<Answer>;
  /** Closes its connections. */
  close(): void;
}

/** What a call consists of. */
interface Call {
  readonly url: URL;
  readonly method: string;
  readonly agent: Agent;
  readonly headers: Headers;
  readonly body?: string | undefined;
}

/** A call that the service does not answer rejects, with the error of the connection. */
function send({ url, body, ...options }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Answer["headers"],
          text,
          get json() {
            return text === "" ? null : (JSON.parse(text) as Json);
          },
        });
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** A client of one service, which sends a token where it is given one. */
export function clientOf(address: string, token?: string): Client {
  const agent = new Agent({ keepAlive: true });
  const identity: Headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const call = (
    method: string,
    path: string,
    { body, headers }: { body?: Json; headers?: Headers | undefined } = {},
  ) =>
    send({
      url: new URL(path, address),
      method,
      agent,
      headers: {
        ...identity,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    get: (path, headers) => call("GET", path, { headers }),
    head: (path, headers) => call("HEAD", path, { headers }),
    post: (path, body, headers) => call("POST", path, { body, headers }),
    put: (path, body, headers) => call("PUT", path, { body, headers }),
    patch: (path, body, headers) => call("PATCH", path, { body, headers }),
    delete: (path, headers) => call("DELETE", path, { headers }),
    close: () => agent.destroy(),
  };
}
