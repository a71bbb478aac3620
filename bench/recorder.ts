import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as commands from '@aws-sdk/client-dynamodb';

type Call = () => InstanceType<typeof commands.QueryCommand>;

/** Calls that ran concurrently; the next wave began after one of them had ended. */
export type Waves = readonly (readonly Call[])[];

export interface Recorder {
  /** The calls since the last time, which can be repeated on another client. */
  readonly take: () => Waves;
}

/** Records the calls of a client, in order, with those that ran concurrently. */
export function record(client: DynamoDBClient): Recorder {
  let waves: Call[][] = [];
  let current: Call[] | undefined;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (current === undefined) waves.push((current = []));
        current.push(again(commandName, args.input));
        try {
          return await next(args);
        } finally {
          current = undefined;
        }
      },
    { step: 'initialize', name: 'recorder' },
  );
  return {
    take: () => {
      const taken = waves;
      waves = [];
      current = undefined;
      return taken;
    },
  };
}

function again(commandName: string, input: object): Call {
  const Command = (commands as unknown as Record<string, new (input: object) => ReturnType<Call>>)[
    commandName
  ];
  if (Command === undefined) throw new TypeError(`no command is called ${commandName}`);
  return () => new Command(input);
}

/** The same calls in the same order: the time of the SDK alone. */
export async function replay(client: DynamoDBClient, waves: Waves): Promise<void> {
  for (const wave of waves) await Promise.all(wave.map((call) => client.send(call())));
}
