import * as z from 'zod';
import type { RequestRow } from '../request/row.ts';
import { erasureCertificate } from './certificate-contract.ts';
import type { RequestView } from './contract.ts';
import { finalCertificate } from './final-contract.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));
const manifest = json.pipe(z.record(z.string(), z.unknown()));
const content = json.pipe(erasureCertificate);
const finalContent = json.pipe(finalCertificate);

/** The certificates of an erasure, each as it was signed and to be read. */
export function certificateIn({
  certificate,
  erasure,
  finality,
}: RequestRow): Pick<
  RequestView,
  'certificate' | 'certificateContent' | 'manifest' | 'finalCertificate' | 'finalCertificateContent'
> {
  if (certificate === undefined) return {};
  // Of the certificate that it follows: after a hold there is another one.
  const final = finality?.certificateId === erasure?.certificateId ? finality : undefined;
  return {
    finalCertificate: final?.certificate,
    finalCertificateContent: finalContent.optional().parse(final?.payload),
    certificate,
    certificateContent: content.optional().parse(erasure?.payload),
    manifest: manifest.optional().parse(erasure?.manifest),
  };
}
