/** Vite puts it into the style sheet of the page. */
declare module '*.css';

interface ImportMeta {
  /** Vite: the modules that a pattern names, each loaded when it is called. */
  readonly glob: <Module>(pattern: string) => Readonly<Record<string, () => Promise<Module>>>;
}
