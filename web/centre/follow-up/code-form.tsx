import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { readCode } from '../../../lambda/intake/model/code.ts';
import { troubleOf, useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { focusFirstFault } from '../../app/components/first-fault.ts';
import { Failure } from '../../app/components/failure.tsx';
import { TextField } from '../../app/components/text-field.tsx';
import { useLanguage } from '../language.ts';

interface CodeFormProps {
  readonly requestId: string;
  readonly confirmed: () => void;
}

/** Takes the code from the mail. What cannot be one costs no try. */
export function CodeForm({ requestId, confirmed }: CodeFormProps) {
  const { code: words } = useLanguage().words.strangers;
  const client = useClient();
  const [text, setText] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const verify = useMutation({
    mutationFn: async (code: string) =>
      bodyOf(
        await client.post('/v1/requests/{requestId}/verify', {
          path: { requestId },
          body: { code },
        }),
      ),
    onSuccess: confirmed,
  });
  const send = () => {
    const code = readCode(text);
    setIncomplete(code === undefined);
    if (code === undefined) {
      verify.reset();
      focusFirstFault();
    } else verify.mutate(code, { onError: focusFirstFault });
  };
  const isWrong = verify.error !== null && isRefusal(verify.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!verify.isPending) send();
      }}
    >
      {verify.error !== null && !isWrong && <Failure error={verify.error} />}
      <TextField
        label={words.label}
        help={words.help}
        value={text}
        onChange={setText}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        error={isIncomplete ? words.wrongForm : isWrong ? words.wrong : undefined}
      />
      <div className="buttons">
        <Button type="submit" tone="main" isPending={verify.isPending}>
          {words.confirm}
        </Button>
      </div>
    </form>
  );
}

/** A wrong code, a late one and an unknown request have the same answer. */
function isRefusal(error: Error): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && ['invalid-input', 'not-found'].includes(trouble.slug);
}
