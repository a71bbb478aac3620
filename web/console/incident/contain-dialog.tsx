import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { Message } from '../../app/components/message.tsx';
import { CategoryChoice } from '../form/category-choice.tsx';
import { IdentifierFields } from '../form/identifier-fields.tsx';
import type { Identifier } from '../form/identifier-fields.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { isKnown, wordOf } from '../../app/known.ts';
import { useIncidentCall } from './use-incident.ts';

type Containing = Schemas['NewContainment'];
type Plan = Schemas['ContainmentPlan'];
const actions = [
  'freeze-processing',
  'revoke-client',
  'quarantine-function',
  'rotate-keys',
] as const;

interface Entered {
  readonly action: Containing['action'];
  readonly categories: readonly string[];
  readonly issuer: string;
  readonly clientId: string;
  readonly function: string;
  readonly subject: Identifier;
}

function containing(entered: Entered, dryRun: boolean): Containing {
  const { action, categories, issuer, clientId, subject } = entered;
  switch (action) {
    case 'freeze-processing':
      return {
        ...{ action, dryRun },
        scope: categories.length === 0 ? 'all' : { categories: [...categories] },
      };
    case 'revoke-client':
      return { action, dryRun, scope: { issuer, clientId } };
    case 'quarantine-function':
      return { action, dryRun, scope: { function: entered.function } };
    case 'rotate-keys':
      return { action, dryRun, scope: { subjects: [subject] } };
  }
}

/** First what it would do; only then, and with the same scope, can it be done. */
export function ContainDialog(props: {
  readonly incidentId: string;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { incidentId, close, done } = props;
  const { contain: said } = useLanguage().words.incidents;
  const client = useClient();
  const [entered, setEntered] = useState<Entered>({
    action: 'freeze-processing',
    ...{ categories: [], issuer: '', clientId: '', function: '' },
    subject: { type: 'email', value: '' },
  });
  const [plan, setPlan] = useState<Plan>();
  const set = (more: Partial<Entered>) => {
    setEntered({ ...entered, ...more });
    // What was asked for something else says nothing about this.
    setPlan(undefined);
  };
  const call = useIncidentCall(
    async (dryRun: boolean) => {
      const body = containing(entered, dryRun);
      const path = { incidentId };
      return bodyOf(await client.post('/v1/incidents/{incidentId}/contain', { path, body }));
    },
    (answered) => {
      if ('dryRun' in answered) setPlan(answered);
      else done();
    },
  );
  return (
    <ConfirmDialog
      title={said.act}
      confirm={plan === undefined ? said.dryRun : said.now}
      isOpen
      close={close}
      isDanger={plan !== undefined}
      happens={<p>{said.first}</p>}
      isPending={call.isPending}
      error={call.error}
      run={() => call.mutate(plan === undefined)}
    >
      <SelectField
        label={said.action}
        value={entered.action}
        options={actions.map((one) => [one, said.actions[one]] as const)}
        choose={(action) => set({ action })}
      />
      <Scope entered={entered} set={set} />
      {plan !== undefined && <Planned plan={plan} />}
    </ConfirmDialog>
  );
}

function Scope(props: {
  readonly entered: Entered;
  readonly set: (more: Partial<Entered>) => void;
}) {
  const { entered, set } = props;
  const { contain: said } = useLanguage().words.incidents;
  switch (entered.action) {
    case 'freeze-processing':
      return (
        <CategoryChoice
          legend={said.categories}
          help={said.allHelp}
          chosen={entered.categories}
          choose={(categories) => set({ categories })}
        />
      );
    case 'revoke-client':
      return (
        <>
          <TextField
            label={said.issuer}
            isRequired
            value={entered.issuer}
            set={(issuer) => set({ issuer })}
          />
          <TextField
            label={said.client}
            isRequired
            value={entered.clientId}
            set={(clientId) => set({ clientId })}
          />
        </>
      );
    case 'quarantine-function':
      return (
        <TextField
          label={said.function}
          isRequired
          value={entered.function}
          set={(name) => set({ function: name })}
        />
      );
    case 'rotate-keys':
      return <IdentifierFields identifier={entered.subject} set={(subject) => set({ subject })} />;
  }
}

function Planned({ plan }: { readonly plan: Plan }) {
  const { words, format } = useLanguage();
  const { effects, counts } = words.containment;
  return (
    <Message tone="warning">
      <p>{words.incidents.contain.would}</p>
      <ul>
        {plan.effects.map((effect, index) => {
          const code = plan.effectCodes[index] ?? '';
          return isKnown(effects, code) ? (
            <li key={code}>{wordOf(effects, code)}</li>
          ) : (
            <li key={effect} lang="en">
              {effect}
            </li>
          );
        })}
        {Object.entries(plan.counts).map(([name, count]) => (
          <li key={name}>
            {wordOf(counts, name)}: {format.number(count)}
          </li>
        ))}
      </ul>
    </Message>
  );
}
