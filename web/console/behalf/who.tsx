import { IdentifierFields } from '../form/identifier-fields.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import type { Entry } from './entry.ts';

export interface StepProps {
  readonly entry: Entry;
  readonly set: (more: Partial<Entry>) => void;
}

const channels = ['letter', 'telephone', 'in-person', 'e-mail'] as const;

/** How it came in, and the person that it is about: an agent may ask for them. */
export function Who({ entry, set }: StepProps) {
  const { words, texts } = useLanguage();
  const { behalf: said } = words;
  const laws = Object.entries(texts.laws).map(([id, { name }]) => [id, name] as const);
  return (
    <>
      <RadioField
        legend={said.channel}
        value={entry.channel}
        options={channels.map((one) => [one, said.channels[one]] as const)}
        choose={(channel) => set({ channel })}
      />
      <TextField
        label={said.receivedOn}
        help={said.receivedHelp}
        type="date"
        isRequired
        value={entry.receivedOn}
        set={(receivedOn) => set({ receivedOn })}
      />
      <IdentifierFields identifier={entry.subject} set={(subject) => set({ subject })} />
      <SelectField
        label={said.law}
        value={entry.law}
        options={[['', said.anyLaw], ...laws]}
        choose={(law) => set({ law })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={entry.byAgent}
          onChange={({ currentTarget }) => set({ byAgent: currentTarget.checked })}
        />
        {said.byAgent}
      </label>
      {entry.byAgent && <AgentFields entry={entry} set={set} />}
    </>
  );
}

function AgentFields({ entry: { agent }, set }: StepProps) {
  const { behalf: said, terms } = useLanguage().words;
  return (
    <>
      <TextField
        label={said.agentName}
        isRequired
        maxLength={200}
        value={agent.name}
        set={(name) => set({ agent: { ...agent, name } })}
      />
      <TextField
        label={said.agentContact}
        help={said.agentHelp}
        isRequired
        maxLength={255}
        value={agent.contact}
        set={(contact) => set({ agent: { ...agent, contact } })}
      />
      <RadioField
        legend={said.mandate}
        value={agent.mandate}
        options={(['self-declared', 'signed', 'power-of-attorney'] as const).map(
          (one) => [one, terms.mandate[one]] as const,
        )}
        choose={(mandate) => set({ agent: { ...agent, mandate } })}
      />
    </>
  );
}
