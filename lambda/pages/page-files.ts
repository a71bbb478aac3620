/** The bucket of the pages. */
export interface PageFiles {
  keys(): Promise<readonly string[]>;
  /** The text of a file; undefined where there is none. */
  read(key: string): Promise<string | undefined>;
  write(file: PageFile): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

export interface PageFile {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string | Uint8Array;
}
