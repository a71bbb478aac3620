import { Button } from '../../app/components/button.tsx';
import { download } from '../../app/components/download.ts';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';

/** What proves an erasure: signed documents to keep. */
export function Certificates({ of: request }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  const { certificate: phrases } = words.requests;
  const { certificate, certificateContent, finalCertificate, requestId } = request;
  const signed = [
    [phrases.erased, `erasure-certificate-${requestId}.jws`, certificate],
    [phrases.final, `final-certificate-${requestId}.jws`, finalCertificate],
  ] as const;
  if (certificate === undefined) return null;
  return (
    <section className="card" aria-label={phrases.title}>
      <h2>{phrases.title}</h2>
      <p>{phrases.lead}</p>
      {certificateContent !== undefined && (
        <Facts
          of={[
            [phrases.revokedAt, format.time(certificateContent.revokedAt)],
            [phrases.lastPossibleUse, format.time(certificateContent.lastPossibleUse)],
            [phrases.keys, format.number(certificateContent.keysDestroyed)],
            [phrases.residual, format.number(certificateContent.residual)],
          ]}
        />
      )}
      {certificateContent !== undefined && certificateContent.notCovered.length > 0 && (
        <details>
          <summary>{phrases.notCovered}</summary>
          {/* Part of what is signed, which is in one language. */}
          <ul lang="en">
            {certificateContent.notCovered.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      <ul className="plain">
        {signed.map(
          ([name, file, jws]) =>
            jws !== undefined && (
              <li key={file}>
                <Button
                  aria-label={phrases.downloadOf(name)}
                  onPress={() => download(file, 'application/jose', jws)}
                >
                  {phrases.download}
                </Button>{' '}
                {name}
              </li>
            ),
        )}
      </ul>
    </section>
  );
}
