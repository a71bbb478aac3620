/**
 * What a generator makes, in its order, each asked for while the one before is used: the database is read while a
 * caller works. A caller that stops early has asked for one for nothing.
 */
export async function* ahead<Value>(
  source: AsyncGenerator<Value, void>,
): AsyncGenerator<Value, void> {
  let asked = source.next();
  for (let next = await asked; next.done !== true; next = await asked) {
    asked = source.next();
    // Of a caller that stops early no one awaits it: its failure must not be unhandled.
    asked.catch(() => undefined);
    yield next.value;
  }
}
