import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { useRequestActions } from './access.ts';
import type { Access, Request } from './access.ts';
import { FileCheck } from './file-check.tsx';

/** The export: its link, and a check of what was downloaded. */
export function ExportDownload(props: { readonly of: Request; readonly access: Access }) {
  const { of: request, access } = props;
  const { words, format } = useLanguage();
  const { download } = useRequestActions(access);
  const made = request.export;
  if (made === undefined) return null;
  const { export: phrases } = words.requests;
  const link = download.data;
  return (
    <section className="card" aria-label={phrases.title}>
      <h2>{phrases.title}</h2>
      <p>{phrases.ready(format.bytes(made.bytes), format.time(made.expiresAt))}</p>
      <div className="buttons">
        <Button
          tone="main"
          isPending={download.isPending}
          onPress={() =>
            download.mutate(undefined, { onSuccess: ({ url }) => location.assign(url) })
          }
        >
          {phrases.download}
        </Button>
      </div>
      {download.error !== null && <Failure error={download.error} />}
      <Outcome tone="good">
        {link !== undefined && (
          <p>
            {phrases.begun(format.time(link.expiresAt))}{' '}
            <a href={link.url} download>
              {phrases.again}
            </a>
          </p>
        )}
      </Outcome>
      <FileCheck sha256={made.sha256} />
    </section>
  );
}
