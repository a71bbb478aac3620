import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { open, seal } from '../lambda/platform/envelope/envelope.ts';
import { pae } from '../lambda/platform/envelope/pae.ts';
import { newKid, newRecordId, newSubjectId } from '../lambda/value/ids.ts';
import type { Benchmark, Ratio } from './measure.ts';
import { alternate, atLeast, ratioOf } from './measure.ts';

const bytesPerRound = 4 * 1024 * 1024;

export const envelope: Benchmark = {
  name: 'envelope',
  about: 'seal and open, over plain AES-256-GCM',
  async run(progress) {
    const ratios: Ratio[] = [];
    for (const kib of [1, 4, 64]) {
      progress(`${kib} KiB`);
      ratios.push(await measure(kib));
    }
    return ratios;
  },
};

async function measure(kib: number): Promise<Ratio> {
  const key = createSecretKey(randomBytes(32));
  const kid = newKid();
  const aad = pae(['custos', 'records', newSubjectId(), newRecordId(), '1']);
  const plaintext = randomBytes(kib * 1024);
  const times = bytesPerRound / plaintext.length;
  const repeat = (work: () => void) => () => {
    for (let time = 0; time < times; time += 1) work();
  };
  const medians = await alternate(
    {
      ours: repeat(() => {
        if (open(key, aad, seal(key, kid, aad, plaintext)).kind !== 'opened') throw new Error();
      }),
      limit: repeat(() => {
        const iv = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
        const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
        decipher.setAAD(aad).setAuthTag(cipher.getAuthTag());
        Buffer.concat([decipher.update(ciphertext), decipher.final()]);
      }),
    },
    { rounds: 15, warmUps: 3 },
  );
  const speed = (milliseconds: number) => (bytesPerRound / 1e6 / milliseconds) * 1000;
  return ratioOf(
    {
      name: `seal and open ${kib} KiB`,
      ours: speed(medians.ours),
      limit: speed(medians.limit),
      unit: 'MB/s',
      against: 'AES-256-GCM of Node.js',
    },
    atLeast(0.25),
  );
}
