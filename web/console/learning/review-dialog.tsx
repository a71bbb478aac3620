import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';

export interface ReviewProps {
  readonly reportId: string;
  readonly review: Schemas['FairnessReview'];
}

export const fairnessKey = ['fairness'];

/** Who answers for a review, what is done, and what came of it, which closes it. */
export function ReviewDialog(
  props: ReviewProps & { readonly close: () => void; readonly done: () => void },
) {
  const { reportId, review, close, done } = props;
  const { review: said } = useLanguage().words.learning;
  const client = useClient();
  const queries = useQueryClient();
  const [owner, setOwner] = useState(review.owner);
  const [measure, setMeasure] = useState(review.measure ?? '');
  const [outcome, setOutcome] = useState('');
  // Only what changed: another may have changed the rest meanwhile.
  const body = {
    ...(owner.trim() !== review.owner && { owner: owner.trim() }),
    ...(measure !== (review.measure ?? '') && { measure }),
    ...(outcome !== '' && { outcome }),
  };
  const change = useMutation({
    mutationFn: async () =>
      bodyOf(await client.post('/v1/fairness/{reportId}/review', { path: { reportId }, body })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: fairnessKey });
      done();
    },
  });
  return (
    <FormDialog
      title={said.change}
      confirm={outcome === '' ? said.save : said.close}
      close={close}
      happens={said.happens}
      canConfirm={Object.keys(body).length > 0}
      change={change}
      run={() => change.mutate()}
    >
      <TextField label={said.owner} help={said.ownerHelp} isRequired value={owner} set={setOwner} />
      <TextField
        label={said.measure}
        help={said.measureHelp}
        rows={3}
        maxLength={2_000}
        isRequired={outcome !== ''}
        value={measure}
        set={setMeasure}
      />
      <TextField
        label={said.outcome}
        help={said.outcomeHelp}
        maxLength={2_000}
        value={outcome}
        set={setOutcome}
      />
    </FormDialog>
  );
}
