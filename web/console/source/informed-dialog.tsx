import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { CategoryChoice } from '../form/category-choice.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { TextField } from '../form/text-field.tsx';
import { instantOf } from '../incident/local-time.ts';
import { useLanguage } from '../language.ts';

export const sourcesKey = ['sources'];

/** When a person was informed of data that was obtained from a recipient, and of which data. */
export function InformedDialog(props: {
  readonly person: Schemas['UninformedPerson'];
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { person, close, done } = props;
  const { sources: said } = useLanguage().words;
  const client = useClient();
  const queries = useQueryClient();
  const [at, setAt] = useState('');
  const [categories, setCategories] = useState<readonly string[]>([]);
  const record = useMutation({
    mutationFn: async () => {
      const { subjectId, recipient } = person;
      const some = categories.length > 0 && { categories: [...categories] };
      const body = { subjectId, recipient, ...(at !== '' && { at: instantOf(at) }), ...some };
      return bodyOf(await client.post('/v1/governance/sources/informed', { body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sourcesKey });
      done();
    },
  });
  return (
    <FormDialog
      title={said.act}
      close={close}
      happens={said.happens}
      change={record}
      run={() => record.mutate()}
    >
      <TextField label={said.at} type="datetime-local" value={at} set={setAt} />
      <CategoryChoice
        legend={said.categories}
        help={said.categoriesHelp}
        chosen={categories}
        choose={setCategories}
      />
    </FormDialog>
  );
}
