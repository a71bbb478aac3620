import { useState } from 'react';
import { useSession } from '../api.tsx';
import { useAppLanguage } from '../language.tsx';
import { Button } from './button.tsx';

/**
 * A sign-in that does not leave this page, so that what is written on it stays: in another tab, whose
 * session with the provider this one then uses.
 */
export function SignInElsewhere({ again }: { readonly again: boolean }) {
  const { elsewhere: said } = useAppLanguage().words.app;
  const session = useSession();
  const [outcome, setOutcome] = useState<'renewing' | 'signed-in' | 'not-yet'>();
  if (session === undefined) return null;
  const renew = async () => {
    setOutcome('renewing');
    setOutcome((await session.renew()) ? 'signed-in' : 'not-yet');
  };
  return (
    <>
      <p>{said.text}</p>
      <div className="buttons">
        <a
          className="button main"
          href={again ? `${session.base}?again` : session.base}
          target="_blank"
          rel="noopener"
        >
          {said.open}
        </a>
        <Button isPending={outcome === 'renewing'} onPress={() => void renew()}>
          {said.done}
        </Button>
      </div>
      <p role="status">
        {outcome === 'signed-in' && said.signedIn}
        {outcome === 'not-yet' && said.notYet}
      </p>
    </>
  );
}
