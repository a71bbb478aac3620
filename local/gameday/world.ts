import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../ports.ts';
import { homeAt } from '../home.ts';
import type { Home } from '../home.ts';
import { startRuntime } from '../runtime.ts';
import type { Runtime } from '../runtime.ts';
import { Caller } from './api.ts';

/** An invented person. */
export interface Person {
  readonly email: string;
  readonly prompts: number;
}

/** One runtime with invented people, for one incident. */
export interface World {
  readonly runtime: Runtime;
  readonly home: Home;
  readonly people: readonly Person[];
  readonly staff: readonly [first: Caller, second: Caller];
  readonly service: (clientId: string) => Promise<Caller>;
  readonly person: (email: string) => Promise<Caller>;
  readonly end: () => Promise<void>;
}

export interface WorldOptions {
  readonly people: number;
  readonly policyDirectory?: string | undefined;
  /** Home folders are kept in here instead of deleted. */
  readonly keep?: string | undefined;
}

/**
 * Starts a runtime and registers people, each with some prompts. Mail to the last of them comes back; the
 * addresses are reserved for examples (RFC 2606).
 */
export async function openWorld(name: string, options: WorldOptions): Promise<World> {
  const { keep, policyDirectory } = options;
  const directory =
    keep === undefined ? await mkdtemp(join(tmpdir(), 'custos-gameday-')) : join(keep, name);
  const [port = 0] = await freePorts(1);
  const runtime = await startRuntime({
    home: directory,
    port,
    quiet: true,
    ...(policyDirectory !== undefined && { policyDirectory }),
  });
  const callerOf = async (kind: 'subject' | 'service' | 'staff', who: string) =>
    new Caller(runtime.url, await runtime.token(kind, who));
  const end = async () => {
    await runtime.stop();
    if (keep === undefined) await rm(directory, { recursive: true, force: true });
  };
  try {
    const people = inventPeople(options.people);
    const assistant = await callerOf('service', 'assistant');
    for (const person of people) {
      await register(await callerOf('subject', person.email));
      await store(assistant, person);
    }
    return {
      runtime,
      home: homeAt(directory),
      people,
      staff: [
        await callerOf('staff', 'oncall@example.com'),
        await callerOf('staff', 'privacy@example.com'),
      ],
      service: (clientId) => callerOf('service', clientId),
      person: (email) => callerOf('subject', email),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

const inventPeople = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    email:
      index === count - 1
        ? 'returned@bounce.example'
        : `person-${String(index + 1).padStart(2, '0')}@example.org`,
    prompts: 3,
  }));

/** A person is registered by their first choice; they refuse the one purpose that asks for consent. */
async function register(person: Caller): Promise<void> {
  const body = { state: 'refused', locale: 'en', method: 'button' };
  await person.ask('PUT', '/v1/me/consents/improvement', body);
}

async function store(assistant: Caller, { email, prompts }: Person): Promise<void> {
  const items = Array.from({ length: prompts }, (_, index) => ({
    subject: { type: 'email', value: email },
    category: 'prompt-text',
    purposes: ['service-provision'],
    content: { text: `An invented prompt, number ${index + 1}.` },
  }));
  await assistant.ask('POST', '/v1/records/batch', { items });
}
