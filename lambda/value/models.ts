/** From registration to the end of use; a model is never deleted from the register. */
export const modelStates = ['planned', 'trained', 'approved', 'deployed', 'retired'] as const;
export type ModelState = (typeof modelStates)[number];

/** Why a model cannot be approved. Closed and published. */
export const holdingReasons = [
  'assessment-missing',
  'training-set-unknown',
  'training-set-building',
  'training-set-failed',
  'training-set-rejected',
  'training-set-expired',
  'training-set-stale',
  'fairness-system-missing',
  'fairness-report-missing',
  'fairness-report-empty',
  'fairness-threshold-breached',
] as const;
export type HoldingReason = (typeof holdingReasons)[number];

/** What names a model: a name, and one of its versions. */
export interface ModelReference {
  readonly name: string;
  readonly version: string;
}

/** In paths, keys and cards: no escape is needed in any of them. */
const part = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether a text can be the name or the version of a model. No id of a person has the form of one. */
export const isModelPart = (text: string): boolean => part.test(text) && !uuid.test(text);

export const modelPartRule =
  'send 1 to 64 lower-case letters, digits, dots and hyphens, with a letter or digit first, and no UUID';

/** `name/version`, as decisions name a model; undefined for anything else. */
export function parseModel(text: string): ModelReference | undefined {
  const [name = '', version = '', ...more] = text.split('/');
  return more.length === 0 && isModelPart(name) && isModelPart(version)
    ? { name, version }
    : undefined;
}

export const showModel = ({ name, version }: ModelReference): string => `${name}/${version}`;
