/** What the files of an operator's repository say in its own words. */
export interface Repository {
  readonly name: string;
  readonly stage: 'dev' | 'prod';
  /** What npm installs as `custos`. */
  readonly custos: string;
  readonly versions: Readonly<Record<string, string>>;
}
