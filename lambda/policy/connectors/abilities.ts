import type { Connector } from '../system-section.ts';
import type { TaskAction } from '../vocabulary.ts';

/**
 * What a connector cannot do with these settings, whatever the system itself could. The policy states
 * a ground for each, so that no one learns of it from a request that was not carried out.
 */
export function inabilities(connector: Connector): readonly TaskAction[] {
  switch (connector.kind) {
    case 'dynamodb':
    case 'postgresql':
      return unless(
        connector.tables.every(({ restricted }) => restricted !== undefined),
        'restrict',
      );
    case 's3': {
      // A tag restricts an object, and one of JSON Lines has rows of other people.
      const isWhole = connector.objects.every(({ form }) => form === 'whole');
      return unless(isWhole && connector.restrictedTag !== undefined, 'restrict');
    }
    case 'langgraph':
      // Checkpoints are serialized state, and LangGraph has no mark for what is not to be used.
      return ['rectify', 'restrict'];
    case 'lambda':
    case 'webhook':
      return [];
  }
}

const unless = (isAble: boolean, action: TaskAction): readonly TaskAction[] =>
  isAble ? [] : [action];
