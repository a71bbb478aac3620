import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface NameServer {
  /** For `openResolver`. */
  readonly address: string;
  readonly questions: readonly string[];
  readonly stop: () => void;
}

/** `SERVFAIL` where the answer is `broken`, NXDOMAIN where it is undefined. */
export type Answers = (
  name: string,
  family: 4 | 6,
  times: number,
) => readonly string[] | 'broken' | undefined;

const typeA = 1;
const typeAaaa = 28;

/** A name server (RFC 1035) on this machine that answers as a test wants. */
export async function startNameServer(answers: Answers): Promise<NameServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    while (query[at] !== 0) {
      const length = query[at] ?? 0;
      labels.push(query.toString('ascii', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = query.readUInt16BE(at + 1);
    const family = type === typeAaaa ? 6 : 4;
    const asked = `${labels.join('.').toLowerCase()} ${family}`;
    questions.push(asked);
    const times = questions.filter((each) => each === asked).length;
    const found =
      type === typeA || type === typeAaaa
        ? answers(labels.join('.').toLowerCase(), family, times)
        : [];
    const addresses = found === 'broken' || found === undefined ? [] : found;
    const code = found === 'broken' ? 2 : found === undefined ? 3 : 0;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const records = addresses.map((each) => {
      const data = family === 4 ? ipv4(each) : ipv6(each);
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
    const question = query.subarray(12, at + 5);
    socket.send(Buffer.concat([header, question, ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    stop: () => socket.close(),
  };
}

const ipv4 = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

function ipv6(address: string): Buffer {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter((each) => each !== '');
  const before = groups(head);
  const after = groups(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const all = [...before, ...zeros, ...after];
  return Buffer.from(all.map((each) => each.padStart(4, '0')).join(''), 'hex');
}
