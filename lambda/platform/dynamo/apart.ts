import { CorruptRowError } from './errors.ts';

/**
 * Reads about several at once. Where a row does not fit its schema it reads about each half, and so on,
 * until those are left whose row it is: nothing is found of them, and no other waits for them.
 *
 * @param leaveOut is called for each that is left out
 * @throws whatever `read` throws, but CorruptRowError
 */
export async function readApart<Asked, Found>(
  asked: readonly Asked[],
  read: (some: readonly Asked[]) => Promise<readonly Found[]>,
  leaveOut: (error: CorruptRowError) => void,
): Promise<readonly Found[]> {
  try {
    return await read(asked);
  } catch (error) {
    if (!(error instanceof CorruptRowError)) throw error;
    if (asked.length <= 1) {
      leaveOut(error);
      return [];
    }
    const middle = Math.ceil(asked.length / 2);
    const first = await readApart(asked.slice(0, middle), read, leaveOut);
    return [...first, ...(await readApart(asked.slice(middle), read, leaveOut))];
  }
}
