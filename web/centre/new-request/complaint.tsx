import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { TextArea } from '../../app/components/text-area.tsx';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { DetailsProps } from './details-props.ts';
import { NextStep } from './next-step.tsx';

/** What went wrong, and which request it is about. */
export function Complaint({ wish, draft, done }: DetailsProps) {
  const { words, format } = useLanguage();
  const { fresh } = words.requests;
  const id = useId();
  const [reason, setReason] = useState(draft.reason);
  const [about, setAbout] = useState(wish.about);
  const [concernsBreach, setConcernsBreach] = useState(draft.concernsBreach);
  const [isTried, setTried] = useState(false);
  const client = useClient();
  const earlier = useQuery({
    queryKey: ['requests', 'to-complain-about'],
    queryFn: async () =>
      bodyOf(await client.get('/v1/me/requests', { query: { limit: 100 } })).items,
  });
  const isMissing = reason.trim() === '';
  const go = () => {
    setTried(true);
    if (!isMissing) done({ about }, { reason, concernsBreach });
  };
  return (
    <>
      <TextArea
        label={fresh.reason.complaint}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        error={isTried && isMissing ? fresh.reasonMissing : undefined}
      />
      {earlier.data !== undefined && earlier.data.length > 0 && (
        <div className="field">
          <label htmlFor={id}>{fresh.about}</label>
          <select
            id={id}
            value={about ?? ''}
            onChange={({ currentTarget: { value } }) => setAbout(value === '' ? undefined : value)}
          >
            <option value="">{fresh.aboutNone}</option>
            {earlier.data.map(({ requestId, kind, receivedAt }) => (
              <option key={requestId} value={requestId}>
                {words.requests.openIt(
                  wordOf(words.requestLists.kinds, kind),
                  format.day(receivedAt),
                )}
              </option>
            ))}
          </select>
        </div>
      )}
      <label className="option">
        <input
          type="checkbox"
          checked={concernsBreach}
          onChange={({ currentTarget }) => setConcernsBreach(currentTarget.checked)}
        />
        <span>{fresh.breach}</span>
      </label>
      <NextStep onPress={go} />
    </>
  );
}
