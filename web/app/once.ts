import type { Client } from '../../client/index.ts';

type Method = Exclude<keyof Client, 'get'>;
type AnyCall = (path: string, input?: object) => Promise<unknown>;

/**
 * A client that sends no change twice at the same time. A button shows that it waits after the next
 * event only: the second click of a double click gets the answer of the first.
 */
export function once(client: Client): Client {
  const underWay = new Map<string, Promise<unknown>>();
  const of = <Name extends Method>(method: Name): Client[Name] => {
    const send = client[method] as AnyCall;
    const call: AnyCall = (path, input) => {
      const key = JSON.stringify([method, path, input]);
      const sent = underWay.get(key) ?? send(path, input).finally(() => underWay.delete(key));
      underWay.set(key, sent);
      return sent;
    };
    return call as Client[Name];
  };
  return {
    get: client.get,
    put: of('put'),
    post: of('post'),
    patch: of('patch'),
    delete: of('delete'),
  };
}
