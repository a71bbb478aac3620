import type { Sighting } from '../model/burst.ts';

type Meaning = Pick<Sighting, 'kinds' | 'title' | 'description'>;

const meaning = (
  kinds: Sighting['kinds'],
  title: string,
  description = 'A detection opened this incident: the events are under `detected`.',
): Meaning => ({ kinds, title, description });

/** What an incident begins with, by the detection that opened it; a test compares with the rules. */
export const meanings: Readonly<Record<string, Meaning>> = {
  TrailTamper: meaning(['integrity'], 'A trail was stopped, deleted or narrowed'),
  LockTamper: meaning(['integrity'], 'Files of the trails were deleted or their lock was changed'),
  KeyTamper: meaning(['availability', 'confidentiality'], 'A key is about to end or to be opened'),
  TableTamper: meaning(['availability', 'integrity'], 'A table was changed or deleted by hand'),
  CopyOut: meaning(['confidentiality'], 'A table with data of people was copied'),
  Stranger: meaning(['confidentiality'], 'Data of people was read by a principal without a role'),
  PartiqlSelect: meaning(['confidentiality'], 'Data of people was read by a statement'),
  ExportsOpened: meaning(['confidentiality'], 'Access to exports was changed'),
  Takeover: meaning(['confidentiality', 'integrity'], 'A function or its role was changed by hand'),
  OpenedToOthers: meaning(['confidentiality'], 'Custos can be reached from outside the account'),
  SevereFinding: meaning(['confidentiality'], 'A service of AWS found something severe'),
};

/** Ids of alarms about personal data; all others report faults of operation. */
const alarms: Readonly<Record<string, Meaning>> = {
  UnexplainedDeletion: meaning(['availability'], 'Personal data was deleted without a reason'),
  UnexplainedKeyDestruction: meaning(['availability'], 'A key of a person was destroyed'),
  CodeChangedByHand: meaning(['confidentiality', 'integrity'], 'Code was changed by hand'),
  TrailBroken: meaning(['integrity'], 'Files of the trails are missing or were changed'),
  ErasuresPaused: meaning(['availability'], 'More people were erased than the policy allows'),
  KeysDestroyed: meaning(['availability'], 'Keys of unusually many people are destroyed'),
  DecryptCount: meaning(['confidentiality'], 'Keys of unusually many people were used'),
  DeniedOnOurData: meaning(['confidentiality'], 'A principal tries to change tables or keys'),
  BulkReads: meaning(['confidentiality'], 'Records of people are read unusually often'),
  PersonalDataInLog: meaning(['confidentiality'], 'Personal data or a credential is in a log'),
  RoleTakeover: meaning(['confidentiality'], 'A principal may act as a function'),
  GuardsChanged: meaning(['integrity'], 'An alarm, a rule or a log was switched off by hand'),
};

/** A detection that is not known is an incident all the same: no kind is less serious. */
const other = meaning(['confidentiality', 'integrity', 'availability'], 'A detection fired');

export function meaningOf(detection: string, alarmName: string | undefined): Meaning | undefined {
  if (detection !== 'alarm') {
    return Object.hasOwn(meanings, detection) ? meanings[detection] : other;
  }
  const found = Object.entries(alarms).find(([id]) => alarmName?.includes(id));
  return found?.[1];
}
