import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { CategoryChoice } from '../form/category-choice.tsx';
import { IdentifierFields } from '../form/identifier-fields.tsx';
import type { Identifier } from '../form/identifier-fields.tsx';

export const holdsKey = ['holds'];

interface DialogProps {
  readonly close: () => void;
  readonly done: (lines: readonly string[]) => void;
}

export function PlaceHold({ close, done }: DialogProps) {
  const { holds: said } = useLanguage().words;
  const client = useClient();
  const queries = useQueryClient();
  const [subject, setSubject] = useState<Identifier>({ type: 'email', value: '' });
  const [categories, setCategories] = useState<readonly string[]>([]);
  const [matter, setMatter] = useState('');
  const place = useMutation({
    mutationFn: async () => {
      const some = categories.length > 0 && { categories: [...categories] };
      return bodyOf(await client.post('/v1/holds', { body: { subject, matter, ...some } }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: holdsKey });
      done([said.placedNow]);
    },
  });
  return (
    <ConfirmDialog
      title={said.place}
      isOpen
      close={close}
      happens={<p>{said.placeHappens}</p>}
      isPending={place.isPending}
      error={place.error}
      run={() => place.mutate()}
    >
      <IdentifierFields identifier={subject} set={setSubject} />
      <CategoryChoice
        legend={said.categories}
        help={said.categoriesHelp}
        chosen={categories}
        choose={setCategories}
      />
      <TextField
        label={said.matter}
        help={said.matterHelp}
        isRequired
        maxLength={2_000}
        value={matter}
        set={setMatter}
      />
    </ConfirmDialog>
  );
}

export function ReleaseHold({
  hold,
  close,
  done,
}: DialogProps & { readonly hold: Schemas['Hold'] }) {
  const { words, texts, format } = useLanguage();
  const { holds: said } = words;
  const client = useClient();
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: async () =>
      bodyOf(await client.delete('/v1/holds/{holdId}', { path: { holdId: hold.holdId } })),
    onSuccess: async ({ deletion: { items } }) => {
      await queries.invalidateQueries({ queryKey: holdsKey });
      const lines = items.map(({ category, count }) =>
        said.deleted(texts.categories[category]?.title ?? category, format.number(count)),
      );
      done([said.released, ...(lines.length === 0 ? [said.nothingDeleted] : lines)]);
    },
  });
  return (
    <ConfirmDialog
      title={said.releaseOf(hold.matter ?? said.noMatter)}
      confirm={said.release}
      isOpen
      close={close}
      isDanger
      happens={<p>{said.releaseHappens}</p>}
      isPending={release.isPending}
      error={release.error}
      run={() => release.mutate()}
    />
  );
}
