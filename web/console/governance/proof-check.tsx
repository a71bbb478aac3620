import { useMutation } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { verifyProof } from '../../../cli/verify/proof.ts';
import type { ProofVerdict } from '../../../cli/verify/proof.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';

/** Checks in the browser that an entry is the one that the signed checkpoint covers. */
export function ProofCheck({ entry }: { readonly entry: Schemas['LedgerEntry'] }) {
  const { words, format } = useLanguage();
  const { proofs } = words.governance.ledger;
  const client = useClient();
  const { index } = entry;
  const check = useMutation({
    mutationFn: async (place: number) => {
      const path = { index: String(place) };
      const [proof, { keys }] = await Promise.all([
        client.get('/v1/ledger/entries/{index}/proof', { path }).then((out) => bodyOf(out)),
        client.get('/v1/jwks.json').then((out) => bodyOf(out)),
      ]);
      return verifyProof(proof, { ...entry }, keys);
    },
  });
  if (index === undefined) return <span className="quiet">{proofs.none}</span>;
  return (
    <>
      <Button isPending={check.isPending} onPress={() => check.mutate(index)}>
        {proofs.check}
        <span className="for-screen-readers"> {proofs.of(format.number(index))}</span>
      </Button>
      <div role="status">
        {check.isPending && <p>{proofs.checking}</p>}
        {check.data !== undefined && <Verdict is={check.data} />}
      </div>
      {check.error !== null && <Failure error={check.error} />}
    </>
  );
}

function Verdict({ is }: { readonly is: ProofVerdict }) {
  const { words, format } = useLanguage();
  const { proofs } = words.governance.ledger;
  if (is.kind === 'refused') {
    return (
      <Message tone="bad">
        <p>
          <strong>{proofs.refused}</strong>
        </p>
        <p>{proofs.because[is.because]}</p>
        <p>{proofs.means}</p>
      </Message>
    );
  }
  return (
    <Message tone="good">
      <p>
        <strong>{proofs.proven}</strong>
      </p>
      <ol>
        <li>{proofs.isListed}</li>
        <li>{proofs.isInTree(format.number(is.treeSize))}</li>
        <li>{proofs.isSigned}</li>
      </ol>
      <details>
        <summary>{proofs.details}</summary>
        <Facts
          of={[
            [proofs.log, is.origin],
            [proofs.root, is.root],
            [proofs.key, is.keyId],
          ]}
        />
      </details>
    </Message>
  );
}
