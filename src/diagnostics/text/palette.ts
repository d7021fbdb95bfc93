type Paint = (text: string) => string;

/** The colours that a renderer may use. */
export interface Palette {
  readonly bold: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;

/** No colours. */
export const noColors: Palette = {
  bold: plain,
  red: plain,
  yellow: plain,
  blue: plain,
  cyan: plain,
};
