import { useMutation } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { useLanguage } from '../language.ts';

interface MediaFileProps {
  readonly recordId: string;
  readonly media: Schemas['Media'];
}

/** A file: opened when the person asks for it, by a link of fifteen minutes. */
export function MediaFile({ recordId, media }: MediaFileProps) {
  const { words, format } = useLanguage();
  const { records } = words;
  const client = useClient();
  const open = useMutation({
    mutationFn: async () =>
      bodyOf(await client.get('/v1/me/media/{recordId}', { path: { recordId } })).url,
  });
  const url = open.data;
  return (
    <>
      <p>{records.file(media.contentType, format.bytes(media.bytes))}</p>
      {url === undefined ? (
        <Button isPending={open.isPending} onPress={() => open.mutate()}>
          {records.openFile}
        </Button>
      ) : media.contentType.startsWith('image/') ? (
        <img className="entry-file" src={url} alt={records.image} />
      ) : (
        <video className="entry-file" src={url} controls />
      )}
      {open.error !== null && <Failure error={open.error} />}
    </>
  );
}
