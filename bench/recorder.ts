import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as commands from '@aws-sdk/client-dynamodb';

type Call = () => InstanceType<typeof commands.QueryCommand>;

/** Calls that ran at the same time; the next wave began after one of them had ended. */
export type Waves = readonly (readonly Call[])[];

export interface Recorder {
  /** What was called since the last time, ready to be called again elsewhere. */
  readonly take: () => Waves;
}

/** Writes down what passes through the client, in order, with what ran side by side. */
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

/** The same calls in the same order and nothing around them: what the SDK alone costs. */
export async function replay(client: DynamoDBClient, waves: Waves): Promise<void> {
  for (const wave of waves) await Promise.all(wave.map((call) => client.send(call())));
}
