/** The one part of the library that the tests compare with; it carries no types. */
declare module "@11ty/nunjucks" {
  export class Environment {
    constructor(loader: null, options: { readonly autoescape: boolean });
    renderString(source: string, data: object): string;
  }
}
