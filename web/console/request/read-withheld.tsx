import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { useScopes } from '../use-scopes.ts';

type Ground = Schemas['WithheldQuery']['ground'];
type Records = Schemas['ExemptRecordList'];

/** What an erasure left, for the ground on which it was left and for no other. */
export function ReadWithheld(props: {
  readonly requestId: string;
  readonly grounds: readonly Ground[];
}) {
  const { requestId, grounds } = props;
  const { words } = useLanguage();
  const { read: said } = words.careful;
  const allows = useScopes();
  const client = useClient();
  const [isOpen, setOpen] = useState(false);
  const [ground, setGround] = useState<Ground>();
  const read = useMutation({
    mutationFn: async (chosen: Ground) => {
      const call = { path: { requestId }, body: { ground: chosen, limit: 100 } };
      return bodyOf(await client.post('/v1/requests/{requestId}/withheld', call));
    },
    onSuccess: () => setOpen(false),
  });
  if (!allows('custos/withheld')) return null;
  return (
    <>
      <div className="buttons no-print">
        <Button onPress={() => setOpen(true)}>{said.act}</Button>
      </div>
      {isOpen && (
        <ConfirmDialog
          title={said.title}
          confirm={said.act}
          isOpen
          close={() => setOpen(false)}
          happens={<p>{said.happens}</p>}
          isPending={read.isPending}
          error={read.error}
          run={() => {
            if (ground !== undefined) read.mutate(ground);
          }}
        >
          <RadioField
            legend={said.ground}
            value={ground}
            options={grounds.map((one) => [one, words.terms.ground[one] ?? one] as const)}
            choose={setGround}
          />
        </ConfirmDialog>
      )}
      {read.data !== undefined && <Read records={read.data} />}
    </>
  );
}

function Read({ records: { items, nextCursor } }: { readonly records: Records }) {
  const { words, texts, format } = useLanguage();
  const { careful, request } = words;
  if (items.length === 0) return <p role="status">{careful.read.none}</p>;
  return (
    <>
      <PlainTable
        caption={careful.read.title}
        // Each reading of these contents is recorded; nobody would see who reads a file of them.
        csv={undefined}
        heads={[
          request.withheld.category,
          careful.read.content,
          careful.read.from,
          request.withheld.until,
        ]}
        rows={items.map(({ recordId, category, content, collectedAt, until }) => [
          recordId,
          texts.categories[category]?.title ?? category,
          <pre key="content">{JSON.stringify(content, undefined, 2)}</pre>,
          format.day(collectedAt),
          until === undefined ? request.withheld.noEnd : format.day(until),
        ])}
      />
      {nextCursor !== undefined && <p>{careful.read.more}</p>}
    </>
  );
}
