/**
 * Works on some values at a time, and returns the results in the order of the values. Reads no more values
 * than are being worked on.
 */
export async function* inOrder<Value, Result>(
  values: AsyncIterable<Value> | Iterable<Value>,
  atATime: number,
  work: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const value of values) {
    const result = work(value);
    // It is awaited later; until then a rejection has a handler.
    result.catch(() => undefined);
    running.push(result);
    if (running.length < atATime) continue;
    const [first] = running.splice(0, 1);
    if (first !== undefined) yield await first;
  }
  for (const result of running) yield await result;
}
