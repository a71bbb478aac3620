import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { resolve } from 'node:path';
import { DirectoryObjects } from './adapters/objects/directory-objects.ts';
import { readCompiled } from '../lambda/policy/bundled.ts';
import { systemClock } from '../lambda/value/time.ts';
import { readApi } from './api-routes.ts';
import { apiServer, objectsPath } from './api-server.ts';
import { readAssembly } from './assembly.ts';
import { authorizeThrough } from './authorizer.ts';
import { startBackground } from './background.ts';
import { webhookUrl } from './events/webhook.ts';
import { deliverToWebhook } from './events/webhook-delivery.ts';
import { runFunctions } from './function-pool.ts';
import { localFunctions } from './functions.ts';
import { compiledPolicyOf, noteDeployed, requireFollows } from './deployed-policy.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import { docsPath, openDocsPage } from './docs-page.ts';
import { homeAt } from './home.ts';
import { lockHome } from './instance-lock.ts';
import { InnerSecrets } from './inner-port.ts';
import { invokeServer } from './invoke-server.ts';
import { openIssuer } from './issuer-keys.ts';
import { issuersVariable, signToken } from './issuer-tokens.ts';
import type { CallerKind, TokenOptions } from './issuer-tokens.ts';
import { issuerServer } from './issuer.ts';
import { issuerPortOf } from './issuer-port.ts';
import { localDatabase } from './local-database.ts';
import { recordPolicyChange } from './policy-change.ts';
import { apiPort, close, listen, requireFree, signInPort } from './ports.ts';
import { Progress } from './progress.ts';
import { examplePolicy, synthesize } from './synthesis.ts';
import { createTables, localTables } from './tables.ts';
import { localRegion } from './template.ts';
import { UndoList } from './undo-list.ts';
import { startWatching } from './watching.ts';
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

/** How long open responses may take after the runtime is stopped. */
const patienceMilliseconds = 2_000;

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
          caller.kind === 'runtime' ? undefined : watching.trail.watchDatabase(caller),
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
    const server = issuerServer(opened, options.hosts);
    await listen(server, issuerPort, signInPort);
    undo.add(() => close(server, 0));
    return opened;
  });

  const invokeApi = invokeServer(
    () => functions,
    secrets,
    (caller, name) => watching.trail.invoked(caller, name),
  );
  const invokePort = await listen(invokeApi, 0);
  undo.add(() => close(invokeApi, 0));
  const places = {
    secretOf: (name: string) => secrets.of({ kind: 'function', name }),
    databaseUrl: database.url,
    invokeUrl: `http://127.0.0.1:${invokePort}`,
    keyFile: home.keyFile,
    objectsDirectory: home.objects,
    objectsUrl: `${url}${objectsPath}`,
    eventsFile: home.events,
    outbox: home.outbox,
    quarantine: home.quarantine,
    mailEvents: home.mailEvents,
    issuers: issuersVariable(issuer.issuer, readCompiled(compiled).issuers),
  };
  const declared = localFunctions(assembly, places);
  const watching = startWatching({
    assembly,
    functions: declared,
    invoke: (name, payload) => functions.invoke(name, payload),
    home,
    say,
  });
  undo.add(watching.stop);
  const functions = runFunctions(declared, {
    compileCache: process.env['NODE_COMPILE_CACHE'] ?? home.compileCache,
    log: watching.output,
    used: watching.trail.used,
    quarantine: home.quarantine,
  });
  undo.add(functions.stop);
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

  const api = readApi(assembly);
  const objects = new DirectoryObjects(
    { directory: home.objects, baseUrl: places.objectsUrl, keyFile: home.keyFile },
    systemClock,
  );
  const docs = openDocsPage();
  const server = apiServer({
    api,
    invoke: functions.invoke,
    authorize: authorizeThrough(functions.invoke, api.stage),
    gateway: gatewayAnswers(assembly),
    serveLink: (link) => objects.serveLink(link),
    docs,
    hosts: options.hosts,
    accessed: watching.accessed,
  });
  await progress.step(
    'API',
    async () => {
      await listen(server, options.port);
      undo.add(() => close(server, patienceMilliseconds));
      const [change] = await Promise.all([
        recordPolicyChange(assembly, functions.invoke, home.recordedPolicy),
        fetch(`${url}/v1/health`).then((health) => health.arrayBuffer()),
      ]);
      await noteDeployed(home.deployedPolicy, compiled);
      return change === 'changed' ? ', another policy' : '';
    },
    (more) => `${api.methods.length} routes, ${declared.length} functions${more}`,
  );
  // What a stop interrupts is done at the next start: it is no fault to report.
  undo.add(() => progress.end());
  return {
    url,
    docs: `${url}${docsPath}`,
    issuer: issuer.issuer,
    operator: { databaseUrl: database.url, sessionToken: operatorSecret },
    drill: watching.drill,
    token: (kind, name, tokenOptions) => signToken(issuer, kind, name, tokenOptions),
    stop: () => undo.run(),
    startedIn: progress.total,
  };
}
