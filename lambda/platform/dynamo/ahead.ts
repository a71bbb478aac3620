/**
 * What a generator makes, in its order, asked for before it is used: the database is read while a caller works.
 *
 * @param count how many are asked for beside the one that is used
 */
export async function* ahead<Value>(
  source: AsyncGenerator<Value, void>,
  count: number,
): AsyncGenerator<Value, void> {
  const asked: Promise<IteratorResult<Value, void>>[] = [];
  const ask = (): void => {
    const next = source.next();
    // A caller that stops early never awaits it: its failure must not be unhandled.
    next.catch(() => undefined);
    asked.push(next);
  };
  for (let first = 0; first <= count; first += 1) ask();
  for (let next = await asked.shift(); next?.done === false; next = await asked.shift()) {
    yield next.value;
    ask();
  }
}
