import type { app } from '../languages/en/app.ts';

type All = Widened<typeof app>;
type Trouble = All['trouble'];

/** What both entrances say; each may say more about a problem, by its slug. */
export interface AppWords {
  readonly app: Omit<All, 'trouble'> & {
    readonly trouble: Omit<Trouble, 'refused'> & {
      readonly refused: Readonly<Record<string, string>>;
    };
  };
}

/** The same phrases in another language: the text differs, the parts do not. */
export type Widened<Value> = Value extends string
  ? string
  : Value extends (...given: never[]) => string
    ? Value
    : Value extends readonly string[]
      ? readonly string[]
      : { readonly [Name in keyof Value]: Widened<Value[Name]> };
