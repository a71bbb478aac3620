import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError, bodyOf } from '../../../client/index.ts';
import { troubleOf, useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { rememberToken } from '../request/fresh-tokens.ts';
import { CorrectionList } from './corrections.tsx';
import { isWritten, submissionOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { ErasureExplained } from './erasure-explained.tsx';
import { Happens } from './happens.tsx';
import { addressOf, detailsOf } from './wish.ts';
import type { Wish } from './wish.ts';

interface CheckProps {
  readonly wish: Wish;
  readonly draft: Draft;
}

/** Step 3: what is sent, what happens then, and the button. */
export function Check({ wish, draft }: CheckProps) {
  const { words, locale } = useLanguage();
  const { fresh } = words.requests;
  const client = useClient();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [understood, setUnderstood] = useState(false);
  const [isTried, setTried] = useState(false);
  const erases = wish.kind === 'erasure';
  const send = useMutation({
    mutationFn: async () =>
      bodyOf(await client.post('/v1/me/requests', { body: submissionOf(wish, draft, locale) })),
    onSuccess: async ({ request: { requestId }, followUpToken }) => {
      rememberToken(requestId, followUpToken);
      navigate(`/requests/${requestId}`, { replace: true });
      await Promise.all(
        [['requests'], ['consents']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
  const go = () => {
    setTried(true);
    if (!erases || understood) send.mutate();
  };
  const hasDetails = detailsOf[wish.kind] !== undefined;
  return (
    <>
      <Chosen wish={wish} draft={draft} />
      <p>
        <Link href={hasDetails ? addressOf({ ...wish, step: 'details' }) : '/requests/new'}>
          {fresh.change}
        </Link>
      </p>
      {erases && <ErasureExplained />}
      <Happens kind={wish.kind} />
      {erases && (
        <>
          {isTried && !understood && (
            <p id="not-understood" role="alert" className="error">
              {fresh.erasure.notUnderstood}
            </p>
          )}
          <label className="option">
            <input
              type="checkbox"
              checked={understood}
              aria-describedby={isTried && !understood ? 'not-understood' : undefined}
              onChange={({ currentTarget }) => setUnderstood(currentTarget.checked)}
            />
            <span>{fresh.erasure.understood}</span>
          </label>
        </>
      )}
      {send.error !== null && <NotSent error={send.error} draft={draft} />}
      <div className="buttons">
        <Button tone={erases ? 'danger' : 'main'} isPending={send.isPending} onPress={go}>
          {erases ? fresh.sendErasure : fresh.send}
        </Button>
        <Link href="/requests" className="button">
          {words.app.cancel}
        </Link>
      </div>
    </>
  );
}

function Chosen({ wish, draft }: CheckProps) {
  const { words, texts, format } = useLanguage();
  const { fresh, corrections } = words.requests;
  const [name] = words.requestLists.wishes[wish.kind];
  const of = detailsOf[wish.kind];
  const titles =
    of === 'categories' || of === 'purposes'
      ? wish[of].map((id) => texts[of][id]?.title ?? id)
      : undefined;
  return (
    <Facts
      of={[
        [fresh.what, name],
        [
          fresh.scope,
          titles &&
            (of === 'categories' || of === 'purposes') &&
            (titles.length === 0 ? fresh.all[of] : format.list(titles)),
        ],
        [
          corrections.title,
          wish.kind === 'rectification' && <CorrectionList key="list" of={draft.corrections} />,
        ],
        [
          wish.kind === 'human-review' ? fresh.reason['human-review'] : fresh.reason.complaint,
          draft.reason !== '' && (
            <span key="reason" className="as-written">
              {draft.reason}
            </span>
          ),
        ],
      ]}
    />
  );
}

/** Why it was not sent; what was written survives no new sign-in, so it is said before. */
function NotSent({ error, draft }: { readonly error: Error; readonly draft: Draft }) {
  const { fresh } = useLanguage().words.requests;
  const open = openRequestIn(error);
  const isLost = troubleOf(error).kind === 'sign-in-again' && isWritten(draft);
  return (
    <>
      {isLost && (
        <Message tone="warning">
          <p>{fresh.copyText}</p>
          <p className="as-written">{draft.reason}</p>
          {draft.corrections.length > 0 && <CorrectionList of={draft.corrections} />}
        </Message>
      )}
      <Failure error={error} />
      {open !== undefined && (
        <p>
          <Link href={`/requests/${open}`}>{fresh.alreadyOpen}</Link>
        </p>
      )}
    </>
  );
}

function openRequestIn(error: Error): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const { problem } = error.outcome;
  return 'openRequestId' in problem && typeof problem.openRequestId === 'string'
    ? problem.openRequestId
    : undefined;
}
