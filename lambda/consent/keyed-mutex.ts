/**
 * Lets work on the same thing wait for its turn inside this process. Writers elsewhere are told
 * apart by versions; here, waiting is cheaper than losing against oneself.
 */
export function openKeyedMutex(): <Result>(
  name: string,
  work: () => Promise<Result>,
) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
