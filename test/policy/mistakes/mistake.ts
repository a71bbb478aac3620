/** One mistake: what is written instead of what, where it is told, and what is told to do. */
export interface Mistake {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** Further edits, so that it is only that mistake. */
  readonly prepare?: (directory: string) => void;
  /** Text that is on the line to be named, after the edits. */
  readonly line: string;
  readonly path: string;
  readonly message: RegExp;
  readonly remedy: RegExp;
}
