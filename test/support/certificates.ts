import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/*
 * X.509 certificates for servers of tests (RFC 5280), in DER (ITU-T X.690): Node.js makes none.
 */

export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const length = content.length;
  const long = length > 255 ? [0x82, length >> 8, length & 255] : [0x81, length];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content]);
};
const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const time = (at: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      at
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  );
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
const name = (text: string): Buffer =>
  sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(text)))));
const extension = (id: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(
    identifier(id),
    ...(isCritical ? [der(0x01, Buffer.from([0xff]))] : []),
    der(0x04, value),
  );

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

function issue(issuer: string, key: KeyObject, subject: Subject, days: number): string {
  const from = Date.now() - 2 * 86_400_000;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([Math.floor(Math.random() * 127) + 1, subject.name.length])),
    ecdsaWithSha256,
    name(issuer),
    sequence(time(new Date(from)), time(new Date(Date.now() + days * 86_400_000))),
    name(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...subject.extensions)),
  );
  const certificate = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, key)));
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const basicConstraints = '551d13';
const subjectAltName = '551d11';

/** A certificate authority of a test. `issueFor` makes a certificate of a server for DNS names. */
export function makeAuthority(): {
  readonly certificate: string;
  readonly issueFor: (names: readonly string[], days?: number) => Certificate;
} {
  const authority = newKey();
  const issuer = 'Test authority';
  const isAuthority = sequence(der(0x01, Buffer.from([0xff])));
  return {
    certificate: issue(
      issuer,
      authority.privateKey,
      {
        name: issuer,
        publicKey: authority.publicKey,
        extensions: [extension(basicConstraints, true, isAuthority)],
      },
      30,
    ),
    issueFor(names, days = 30) {
      const server = newKey();
      const alternatives = sequence(...names.map((each) => der(0x82, Buffer.from(each))));
      return {
        certificate: issue(
          issuer,
          authority.privateKey,
          {
            name: 'Test server',
            publicKey: server.publicKey,
            extensions: [extension(subjectAltName, false, alternatives)],
          },
          days,
        ),
        privateKey: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}
