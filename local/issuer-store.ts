import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Sessions, codes and grants of the local issuer, in memory: they end with the runtime. */
export function issuerStore(): AdapterFactory {
  const stored = new Map<string, AdapterPayload>();
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = (name: 'uid' | 'userCode', value: string) =>
      [...stored].find(([key, payload]) => key.startsWith(`${model}:`) && payload[name] === value);
    const adapter: Adapter = {
      upsert: (id, payload, expiresIn) => {
        const expiresAt = expiresIn === undefined ? undefined : Date.now() + expiresIn * 1000;
        forgetExpired(stored);
        stored.set(keyOf(id), { ...payload, ...(expiresAt && { storedUntil: expiresAt }) });
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(stored.get(keyOf(id))),
      findByUid: (uid) => Promise.resolve(findBy('uid', uid)?.[1]),
      findByUserCode: (userCode) => Promise.resolve(findBy('userCode', userCode)?.[1]),
      consume: (id) => {
        const payload = stored.get(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy: (id) => {
        stored.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key);
        return Promise.resolve();
      },
    };
    return adapter;
  };
}

function forgetExpired(stored: Map<string, AdapterPayload>): void {
  for (const [key, { storedUntil }] of stored) {
    if (typeof storedUntil === 'number' && storedUntil < Date.now()) stored.delete(key);
  }
}
