import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import type { EpochMilliseconds } from '../../../lambda/value/time.ts';
import { isObjectName } from '../../../lambda/platform/objects/checks.ts';
import type { ObjectName } from '../../../lambda/platform/objects/objects.ts';

/** What a valid link grants, until it expires. */
export interface LinkGrant {
  readonly name: ObjectName;
  readonly filename: string;
}

/** The key that signs links; the objects are encrypted with another one. */
export const linkKey = (master: KeyObject): KeyObject =>
  createSecretKey(
    Buffer.from(hkdfSync('sha512', master, new Uint8Array(0), pae(['object-link/v1']), 32)),
  );

/** @param baseUrl with or without a path; no trailing slash is needed */
export function signLink(
  key: KeyObject,
  baseUrl: string,
  grant: LinkGrant,
  expiresAt: EpochMilliseconds,
): string {
  const expires = String(expiresAt);
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${grant.name}`);
  url.searchParams.set('filename', grant.filename);
  url.searchParams.set('expires', expires);
  url.searchParams.set('signature', macOf(key, grant, expires).toString('base64url'));
  return url.href;
}

/** Returns undefined for a link that was not signed here, was altered or has expired. */
export function verifyLink(
  key: KeyObject,
  baseUrl: string,
  link: string,
  now: EpochMilliseconds,
): LinkGrant | undefined {
  if (!URL.canParse(link, baseUrl)) return undefined;
  const { pathname, searchParams } = new URL(link, baseUrl);
  const name = pathname.slice(new URL(baseUrl).pathname.replace(/\/+$/, '').length + 1);
  const filename = searchParams.get('filename');
  const expires = searchParams.get('expires') ?? '';
  if (!isObjectName(name) || filename?.isWellFormed() !== true) return undefined;
  const signature = Buffer.from(searchParams.get('signature') ?? '', 'base64url');
  const expected = macOf(key, { name, filename }, expires);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return undefined;
  }
  return now < Number(expires) ? { name, filename } : undefined;
}

const macOf = (key: KeyObject, { name, filename }: LinkGrant, expires: string): Buffer =>
  createHmac('sha256', key)
    .update(pae([name, filename, expires]))
    .digest();
