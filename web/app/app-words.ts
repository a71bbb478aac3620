/** What both entrances say. */
export interface AppWords {
  readonly app: {
    readonly skip: string;
    readonly language: string;
    readonly loading: string;
    readonly signIn: string;
    readonly signInAs: (name: string) => string;
    readonly signInAgain: string;
    readonly signOut: string;
    readonly signedInAs: (name: string) => string;
    readonly demo: string;
    readonly tryAgain: string;
    readonly close: string;
    readonly cancel: string;
    readonly more: string;
    readonly months: {
      readonly caption: (title: string) => string;
      readonly month: string;
      readonly entries: string;
    };
    readonly notFound: { readonly title: string; readonly text: string; readonly home: string };
    readonly trouble: {
      readonly signedOut: string;
      readonly again: string;
      readonly offline: string;
      readonly busy: string;
      readonly fault: string;
      readonly reference: (requestId: string) => string;
      /** By the slug of the problem. */
      readonly refused: Readonly<Record<string, string>>;
      readonly refusedOther: string;
    };
  };
}
