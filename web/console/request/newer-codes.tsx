import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { isKnown } from '../../app/known.ts';
import type { StaffRequest } from './use-request.ts';

/** Says that this console does not know a code, which is shown as it is. */
export function NewerCodes({ request }: { readonly request: StaffRequest }) {
  const { words, format } = useLanguage();
  const { careful, terms, events } = words;
  const { kind, status, waitingFor, tasks, timeline } = request;
  const codes = [
    [terms.kind, [kind]],
    [terms.status, [status]],
    [terms.waiting, waitingFor === undefined ? [] : [waitingFor]],
    [terms.task, tasks.map((task) => task.status)],
    [events, timeline.map(({ event }) => event)],
  ] as const;
  const unknown = codes.flatMap(([known, those]) => those.filter((code) => !isKnown(known, code)));
  if (unknown.length === 0) return null;
  return (
    <Message tone="warning">
      <p>{careful.newer(format.list([...new Set(unknown)]))}</p>
    </Message>
  );
}
