type Undo = () => void | Promise<void>;

/** What has to be undone, newest first, whether the start succeeded or not. */
export class UndoList {
  readonly #undos: Undo[] = [];
  #running: Promise<void> | undefined;

  add(undo: Undo): void {
    this.#undos.push(undo);
  }

  run(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    for (let undo = this.#undos.pop(); undo !== undefined; undo = this.#undos.pop()) {
      try {
        await undo();
      } catch {
        // A failed step must not prevent the others.
      }
    }
  }
}
