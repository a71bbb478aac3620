import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { resolve } from 'node:path';
import { systemClock } from '../lambda/value/time.ts';
import { readAssembly } from './assembly.ts';
import { startBackground } from './background.ts';
import { webhookUrl } from './events/webhook.ts';
import { deliverToWebhook } from './events/webhook-delivery.ts';
import { compiledPolicyOf, noteDeployed, requireFollows } from './deployed-policy.ts';
import { docsPath } from './docs-page.ts';
import { hostFunctions } from './function-host.ts';
import { openGateway } from './gateway.ts';
import { systemEndpointNames } from './functions.ts';
import type { SystemEndpoints } from './functions.ts';
import { homeAt, variable } from './home.ts';
import { lockHome } from './instance-lock.ts';
import { InnerSecrets } from './inner-port.ts';
import { openIssuer } from './issuer-keys.ts';
import { signToken } from './issuer-tokens.ts';
import type { CallerKind, TokenOptions } from './issuer-tokens.ts';
import { issuerServer } from './issuer.ts';
import { localSignIn } from './issuer-clients.ts';
import { issuerPortOf } from './issuer-port.ts';
import { localDatabase } from './local-database.ts';
import { recordPolicyChange } from './policy-change.ts';
import { apiPort, close, listen, requireFree, signInPort } from './ports.ts';
import { Progress } from './progress.ts';
import { examplePolicy, synthesize } from './synthesis.ts';
import { createTables, localTables } from './tables.ts';
import { localRegion } from './template.ts';
import { UndoList } from './undo-list.ts';
import type { Drill } from './watching.ts';

export interface RuntimeOptions {
  /** Folder for all data. */
  readonly home: string;
  /** Folder of the policy; the example when absent. */
  readonly policyDirectory?: string;
  readonly port: number;
  /** The port of the last start, or any free one when absent. */
  readonly issuerPort?: number;
  /** An existing database server, instead of the runtime's own. */
  readonly databaseUrl?: string;
  /** Receives events as signed webhooks. */
  readonly webhookUrl?: string;
  /**
   * Where connectors find the stores of the operator.
   *
   * @default - what `AWS_ENDPOINT_URL_S3` and the like of the environment name
   */
  readonly systemEndpoints?: SystemEndpoints;
  /** Host names under which the API may be called, in addition to loopback names. */
  readonly hosts?: readonly string[];
  /** Prints nothing. */
  readonly quiet?: boolean;
}

export interface Runtime {
  readonly url: string;
  /** A page with the contract of the API. */
  readonly docs: string;
  readonly issuer: string;
  /**
   * An access token.
   *
   * @param name e-mail address of a person, client id of a service
   */
  readonly token: (kind: CallerKind, name: string, options?: TokenOptions) => Promise<string>;
  /** The database, with the session token of an operator: calls with it are recorded as theirs. */
  readonly operator: { readonly databaseUrl: string; readonly sessionToken: string };
  readonly drill: Drill;
  /** Stops everything that was started; data is retained. */
  readonly stop: () => Promise<void>;
  readonly startedIn: string;
}

const endpointsOfEnvironment = (): SystemEndpoints =>
  Object.fromEntries(
    systemEndpointNames.flatMap((name) => {
      const url = variable(name);
      return url === undefined ? [] : [[name, url]];
    }),
  );

/**
 * Runs Custos on this machine from the synthesized app: the tables, functions, routes, streams and
 * schedules of its templates.
 *
 * @throws StartRefusedError when home or port are in use, or the app does not synthesize
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const undo = new UndoList();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function start(options: RuntimeOptions, undo: UndoList): Promise<Runtime> {
  const progress = new Progress(options.quiet === true ? undefined : process.stdout);
  const say = (line: string) => progress.say(line);
  const home = homeAt(resolve(options.home));
  const url = `http://127.0.0.1:${options.port}`;
  const webhook = options.webhookUrl === undefined ? undefined : webhookUrl(options.webhookUrl);

  const lock = lockHome(home.directory, url);
  undo.add(lock.release);
  await requireFree(options.port, apiPort);
  const issuerPort = await issuerPortOf(home.directory, options.issuerPort);

  const secrets = new InnerSecrets();
  const secret = secrets.of({ kind: 'runtime' });
  const operatorSecret = secrets.of({ kind: 'operator' });
  const [{ directory }, database] = await Promise.all([
    progress.step(
      'templates and bundles',
      async (doing) => {
        const made = await synthesize(options.policyDirectory, doing);
        undo.add(made.release);
        return made;
      },
      (made) => (made.new ? 'synthesized' : 'unchanged since they were synthesized'),
    ),
    progress.step('database', async () => {
      const started = await localDatabase(home, secrets, {
        url: options.databaseUrl,
        // Until calls are watched, only the runtime itself calls.
        watch: (caller) =>
          caller.kind === 'runtime' ? undefined : host.watching.trail.watchDatabase(caller),
      });
      undo.add(started.stop);
      return started;
    }),
  ]);
  const assembly = await readAssembly(directory);
  const compiled = compiledPolicyOf(assembly);
  const policyDirectory = options.policyDirectory ?? examplePolicy;
  requireFollows(home.deployedPolicy, { compiled, directory: policyDirectory }, systemClock);
  const client = new DynamoDBClient({
    endpoint: database.url,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local', sessionToken: secret },
    requestHandler: { requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  undo.add(() => client.destroy());
  await progress.step(
    'tables',
    () => createTables(client, localTables(assembly)),
    (made) => (made === 0 ? 'all there' : `${made} made`),
  );

  const issuer = await progress.step('sign-in', async () => {
    const opened = await openIssuer(home.directory, `http://127.0.0.1:${issuerPort}`);
    const server = issuerServer(opened, options);
    await listen(server, issuerPort, signInPort);
    undo.add(() => close(server, 0));
    return opened;
  });

  const host = await hostFunctions(
    {
      ...{ databaseUrl: database.url, isDatabaseWatched: database.isWatched },
      ...{ assembly, home, url, issuer: issuer.issuer, secrets, say },
      systemEndpoints: options.systemEndpoints ?? endpointsOfEnvironment(),
    },
    undo,
  );
  const { declared, functions } = host;
  if (webhook !== undefined) undo.add((await deliverToWebhook(home, webhook, say)).stop);
  const background = startBackground({
    assembly,
    client,
    say,
    functions: declared,
    invoke: functions.invoke,
    database: { url: database.url, secret },
    mcp: database.mcp,
    positionsFile: home.streamPositions,
    mail: { events: home.mailEvents, read: home.mailEventsRead },
  });
  undo.add(background.stop);

  const { port, hosts } = options;
  await progress.step(
    'API',
    async () => {
      const pages = { policyDirectory, signIn: localSignIn(issuer.issuer) };
      const { routes } = await openGateway(
        { assembly, host, home, url, port, hosts, pages, say },
        undo,
      );
      const [change] = await Promise.all([
        recordPolicyChange(assembly, functions.invoke, home.recordedPolicy),
        fetch(`${url}/v1/health`).then((health) => health.arrayBuffer()),
      ]);
      await noteDeployed(home.deployedPolicy, compiled);
      return { routes, more: change === 'changed' ? ', another policy' : '' };
    },
    ({ routes, more }) => `${routes} routes, ${declared.length} functions${more}`,
  );
  // What a stop interrupts is done at the next start: it is no fault to report.
  undo.add(() => progress.end());
  return {
    url,
    docs: `${url}${docsPath}`,
    issuer: issuer.issuer,
    operator: { databaseUrl: database.url, sessionToken: operatorSecret },
    drill: host.watching.drill,
    token: (kind, name, tokenOptions) => signToken(issuer, kind, name, tokenOptions),
    stop: () => undo.run(),
    startedIn: progress.total,
  };
}
