/**
 * A mutex for each key inside this process. Across processes an optimistic lock decides; here waiting
 * is cheaper than a conflict with oneself. The work learns whether it has waited.
 */
export function openKeyedMutex(): <Result>(
  name: string,
  work: (hasWaited: boolean) => Promise<Result>,
) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine =
      before === undefined
        ? work(false)
        : before.then(
            () => work(true),
            () => work(true),
          );
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
