import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { focusFirstFault } from '../../app/components/first-fault.ts';
import { TextArea } from '../../app/components/text-area.tsx';
import { useLanguage } from '../language.ts';
import { useRequestActions } from './access.ts';
import type { Access, Request, SubmittedRequest } from './access.ts';
import { appealOf } from './progress.ts';

interface AppealProps {
  readonly of: Request;
  readonly access: Access;
  readonly sent: (appeal: SubmittedRequest) => void;
}

/** To have what was refused, or is late, looked at again by somebody else. */
export function Appeal({ of: request, access, sent }: AppealProps) {
  const { appeal: words } = useLanguage().words.requests;
  const { appeal } = useRequestActions(access);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const why = appealOf(request);
  if (why === undefined) return null;
  const send = () => {
    const isEmpty = reason.trim() === '';
    setMissing(isEmpty);
    if (isEmpty) focusFirstFault();
    else appeal.mutate(reason.trim(), { onSuccess: sent });
  };
  return (
    <section className="card no-print" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{why === 'late' ? words.late : words.lead}</p>
      <TextArea
        label={words.reason}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        error={isMissing ? words.missing : undefined}
      />
      {appeal.error !== null && <Failure error={appeal.error} />}
      <div className="buttons">
        <Button tone="main" isPending={appeal.isPending} onPress={send}>
          {words.send}
        </Button>
      </div>
    </section>
  );
}
