import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Message, Outcome } from '../../app/components/message.tsx';
import { TextField } from '../form/text-field.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { useLanguage } from '../language.ts';
import { queueKey } from '../queue/use-queue.ts';

const erasuresKey = ['erasures'];

/** Too many people lost their keys in an hour: nothing is erased until staff have looked at why. */
export function ErasuresPaused() {
  const { words, format } = useLanguage();
  const { paused: said } = words.careful;
  const client = useClient();
  const [isResuming, setResuming] = useState(false);
  const [until, setUntil] = useState<string>();
  const erasures = useQuery({
    queryKey: erasuresKey,
    queryFn: async () => bodyOf(await client.get('/v1/erasures')),
  });
  const { state, pause } = erasures.data ?? {};
  return (
    <>
      <Outcome tone="good">
        {until !== undefined && <p>{said.resumed(format.time(until))}</p>}
      </Outcome>
      {state === 'paused' && pause !== undefined && (
        <section aria-labelledby="erasures-paused">
          <Message tone="warning">
            <h2 id="erasures-paused">{said.title}</h2>
            <p>
              {said.text(
                format.number(pause.people),
                format.number(pause.peoplePerHour),
                format.time(pause.pausedAt),
              )}
            </p>
            <p>{said.before}</p>
            <div className="buttons no-print">
              <Link href="/requests?status=in-progress&kind=erasure" className="button">
                {said.look}
              </Link>
              <Button onPress={() => setResuming(true)}>{said.resume}</Button>
            </div>
          </Message>
        </section>
      )}
      {isResuming && (
        <ResumeDialog
          close={() => setResuming(false)}
          done={(resumedUntil) => {
            setResuming(false);
            setUntil(resumedUntil);
          }}
        />
      )}
    </>
  );
}

function ResumeDialog(props: {
  readonly close: () => void;
  readonly done: (until: string | undefined) => void;
}) {
  const { close, done } = props;
  const { paused: said } = useLanguage().words.careful;
  const client = useClient();
  const queries = useQueryClient();
  const [hours, setHours] = useState('1');
  const resume = useMutation({
    mutationFn: async () => {
      const body = { hours: Number(hours) };
      return bodyOf(await client.post('/v1/erasures/resume', { body }));
    },
    onSuccess: async ({ pause }) => {
      await queries.invalidateQueries({ queryKey: erasuresKey });
      void queries.invalidateQueries({ queryKey: queueKey });
      done(pause?.resumedUntil);
    },
  });
  return (
    <FormDialog
      title={said.resume}
      close={close}
      isDanger
      happens={said.happens}
      change={resume}
      run={() => resume.mutate()}
    >
      <TextField label={said.hours} isRequired maxLength={2} value={hours} set={setHours} />
    </FormDialog>
  );
}
