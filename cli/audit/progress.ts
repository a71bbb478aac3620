import process from 'node:process';

const everyMilliseconds = 1_000;

/**
 * What long work is doing, on standard error: one line that changes in a terminal, and a line now and then
 * elsewhere.
 */
export function progressLine() {
  const { stderr } = process;
  const pause = stderr.isTTY ? everyMilliseconds / 4 : everyMilliseconds * 10;
  let shownAt = performance.now();
  return {
    show(text: string): void {
      const now = performance.now();
      if (now - shownAt < pause) return;
      shownAt = now;
      stderr.write(stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
    },
    end(): void {
      if (stderr.isTTY) stderr.write('\r\u001B[K');
    },
  };
}
