import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';
import { factsOf } from '../verify/document-facts.ts';
import { verdictsOn } from '../verify/check.ts';
import type { Verdict } from '../verify/check.ts';

/** Whether a certificate or a receipt is genuine: for anyone who has the file. */
export function Verify({ settings }: ScreenProps) {
  const { verify } = useLanguage().words;
  const client = useClient();
  const id = useId();
  const check = useMutation({
    mutationFn: async (file: File) => {
      const [text, keys] = await Promise.all([
        file.text(),
        client.get('/v1/jwks.json').then((outcome) => bodyOf(outcome)),
      ]);
      return verdictsOn(text, keys);
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file) check.mutate(file);
  };
  return (
    <Screen title={verify.title} site={settings.name} lead={verify.lead}>
      <p>{verify.private}</p>
      <div
        className="card drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files);
        }}
      >
        <label htmlFor={id}>{verify.choose}</label>
        <input
          id={id}
          type="file"
          accept=".jws,.json,.jwt,.txt"
          onChange={({ currentTarget }) => take(currentTarget.files)}
        />
        <span className="quiet">{verify.drop}</span>
      </div>
      <div role="status">
        {check.isPending && <p>{verify.checking}</p>}
        {check.isSuccess && check.data === undefined && (
          <Message tone="bad">
            <p>{verify.unreadable}</p>
          </Message>
        )}
        {check.data?.map((verdict) => (
          <Result key={verdict.document.token} verdict={verdict} />
        ))}
      </div>
      {check.error !== null && <Failure error={check.error} />}
    </Screen>
  );
}

const tones = { genuine: 'good', altered: 'bad', 'unknown-key': 'warning' } as const;

function Result({ verdict: { kind, document } }: { readonly verdict: Verdict }) {
  const { words, texts, format } = useLanguage();
  const { verify } = words;
  return (
    <section aria-label={verify.kinds[document.kind]}>
      <h2>{verify.kinds[document.kind]}</h2>
      <Message tone={tones[kind]}>
        <p>
          <strong>{verify.verdicts[kind]}</strong>
        </p>
      </Message>
      {kind === 'genuine' && <Facts of={factsOf(document, { verify, words, texts, format })} />}
    </section>
  );
}
