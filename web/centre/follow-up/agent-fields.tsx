import { OneOf } from '../../app/components/choices.tsx';
import { TextField } from '../../app/components/text-field.tsx';
import { useLanguage } from '../language.ts';
import { mandates } from './ask-form.ts';
import type { AskForm, Fault } from './ask-form.ts';

interface AgentFieldsProps {
  readonly form: AskForm;
  readonly change: (part: Partial<AskForm>) => void;
  readonly faults: ReadonlySet<Fault>;
}

/** Who asks for somebody else, and what shows that they may. */
export function AgentFields({ form, change, faults }: AgentFieldsProps) {
  const { ask } = useLanguage().words.strangers;
  const { byAgent, agent } = form;
  const named = (part: Partial<AskForm['agent']>) => change({ agent: { ...agent, ...part } });
  return (
    <>
      <label className="option">
        <input
          type="checkbox"
          checked={byAgent}
          onChange={({ currentTarget }) => change({ byAgent: currentTarget.checked })}
        />
        <span>{ask.agent}</span>
      </label>
      {byAgent && (
        <>
          <TextField
            label={ask.agentName}
            autoComplete="name"
            maxLength={200}
            value={agent.name}
            onChange={(name) => named({ name })}
            error={faults.has('name') ? ask.agentMissing : undefined}
          />
          <TextField
            label={ask.agentContact}
            help={ask.agentContactHelp}
            maxLength={255}
            value={agent.contact}
            onChange={(contact) => named({ contact })}
            error={faults.has('contact') ? ask.agentMissing : undefined}
          />
          <OneOf
            legend={ask.mandate}
            value={agent.mandate}
            onChange={(value) =>
              named({ mandate: mandates.find((one) => one === value) ?? agent.mandate })
            }
            options={mandates.map((one) => [one, ask.mandates[one]])}
          />
        </>
      )}
    </>
  );
}
