import { Desk } from './desk.ts';
import type { ScriptedIncident } from './incidents.ts';
import { notify } from './notify.ts';
import { affectedOf } from './score.ts';
import type { Outcome, Score } from './score.ts';
import { openWorld } from './world.ts';
import type { World, WorldOptions } from './world.ts';

/** Plays one incident in a runtime of its own, from the act to the notices. */
export async function play(
  incident: ScriptedIncident,
  options: WorldOptions,
  say: (what: string) => void,
): Promise<Score> {
  const begun = Date.now();
  say('people');
  const world = await openWorld(incident.name.replaceAll(' ', '-'), options);
  try {
    return { ...(await handled(incident, world, say)), took: Date.now() - begun };
  } finally {
    await world.end();
  }
}

async function handled(
  incident: ScriptedIncident,
  world: World,
  say: (what: string) => void,
): Promise<Omit<Score, 'took'>> {
  const { name } = incident;
  const desk = new Desk(world);
  const since = new Date();
  say('the incident');
  const truth = await incident.act(world);
  const noticed = await desk.noticed(incident.detection);
  // What nothing noticed is recorded by hand, so that the rest is played as well.
  const id = noticed?.id ?? (await desk.record(name));
  say('the clock');
  const clock = await tried(() => desk.clock(id));
  say('containment');
  const containment = await tried(async () => {
    const { order, denied } = await incident.containment(world);
    return desk.contain(id, order, denied);
  });
  say('affected people');
  const found = await desk.affected(id, await incident.searches(world, since));
  say('notices');
  const notices = await tried(() => notify(world, id, found));
  return {
    incident: name,
    detection: noticed?.by,
    detectedAfter: noticed && noticed.at - since.getTime(),
    clock,
    affected: affectedOf(truth, found),
    containment,
    notices,
  };
}

/** A step that cannot be done is below the bar, and the others are played. */
async function tried(step: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await step();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { did: 'not done', wrong: [reason] };
  }
}
