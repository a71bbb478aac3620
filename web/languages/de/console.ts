import { app } from './app.ts';
import { activity } from './console/activity.ts';
import { behalf } from './console/behalf.ts';
import { breach } from './console/breach.ts';
import { careful } from './console/careful.ts';
import { containment } from './console/containment.ts';
import { events } from './console/events.ts';
import { governance } from './console/governance.ts';
import { holds } from './console/holds.ts';
import { incidents } from './console/incidents.ts';
import { learning } from './console/learning.ts';
import { ledgerTypes } from './console/ledger-types.ts';
import { lists } from './console/lists.ts';
import { policy } from './console/policy.ts';
import { queue } from './console/queue.ts';
import { request } from './console/request.ts';
import { sources } from './console/sources.ts';
import { terms } from './console/terms.ts';
import type { Words } from '../en/console.ts';
import { workload } from './console/workload.ts';

export const words: Words = {
  app: {
    ...app,
    trouble: {
      ...app.trouble,
      again:
        'Das betrifft Menschen. Darum müssen Sie sich vor Kurzem angemeldet haben. Melden Sie sich erneut an: Sie kommen auf diese Seite zurück.',
      refused: {
        ...app.trouble.refused,
        'scope-missing':
          'Ihr Konto darf das nicht. Bitten Sie die Stelle, die beim Anmeldedienst Rechte vergibt, um das Recht.',
        'precondition-failed':
          'Jemand anderes hat das inzwischen geändert. Die Seite zeigt es, wie es jetzt ist: Prüfen Sie es, und senden Sie Ihres noch einmal.',
        'second-factor-required': 'Melden Sie sich dafür mit einem zweiten Faktor an.',
      },
      refusedOther: 'Das ist jetzt nicht möglich.',
    },
  },

  activity,
  behalf,
  breach,
  careful,
  containment,
  events,
  governance,
  holds,
  incidents,
  learning,
  ledgerTypes,
  lists,
  policy,
  queue,
  request,
  sources,
  terms,
  workload,

  title: (name) => `Datenschutz-Konsole von ${name}`,
  nav: {
    name: 'Konsole',
    home: 'Übersicht',
    queue: 'Anträge',
    workload: 'Arbeitslast',
    holds: 'Sperren',
    incidents: 'Vorfälle',
    retention: 'Aufbewahrung',
    agreements: 'Verträge und Modelle',
    sources: 'Daten von anderen',
    aggregates: 'Statistik',
    fairness: 'Fairness',
    ledger: 'Protokoll',
    activity: 'Tätigkeit des Teams',
    policy: 'Policy',
  },
  home: {
    title: 'Datenschutz-Konsole',
    lead: 'Die Arbeit des Datenschutz-Teams. Jeder Einblick in Daten einer Person wird aufgezeichnet und ihr angezeigt.',
    nothing:
      'Ihr Konto hat hier keine Rechte. Wenden Sie sich an die Stelle, die beim Anmeldedienst Rechte vergibt.',
    cards: {
      queue: 'Worum Menschen gebeten haben: freigeben, ablehnen, beantworten, rechtzeitig.',
      workload: 'Wie viele Anträge eingehen, und wie lange sie dauern.',
      holds: 'Die Löschung für einen Rechtsanspruch aussetzen und wieder zulassen.',
      incidents:
        'Festhalten, was geschehen ist, eindämmen, Betroffene finden und rechtzeitig benachrichtigen.',
      retention: 'Was gespeichert, fällig, verspätet und ausgesetzt ist, und Durchläufe.',
      agreements: 'Was endet, und welche Modelle verwendet werden.',
      sources: 'Wer noch zu informieren ist, dass Daten von anderen kommen.',
      aggregates: 'Zahlen über viele Menschen, und wie genau sie sind.',
      fairness:
        'Ob Systeme Gruppen von Menschen gleich behandeln, und Prüfungen von Überschreitungen.',
      ledger: 'Einträge nach Art und Zeit, und die Tätigkeit des Teams.',
      activity: 'Wie oft das Team gelesen und gehandelt hat, nach Tag und Operation.',
      policy: 'Was gilt, und was jedes Deployment geändert hat.',
    },
  },
  signIn: {
    title: 'Bei der Datenschutz-Konsole anmelden',
    lead: 'Für das Datenschutz-Team. Was Sie hier tun, steht im Protokoll.',
    ended: 'Ihre Sitzung ist beendet, und es wird nichts mehr gesendet.',
    notOffered:
      'Die Policy sagt nicht, wie sich Mitarbeitende hier anmelden: setzen Sie issuers[].web.',
  },
  scopeMissing: {
    title: 'Das dürfen Sie nicht öffnen',
    lead: 'Ihrem Konto fehlt ein Recht. Bitten Sie die Stelle, die beim Anmeldedienst Rechte vergibt, um das folgende, und melden Sie sich erneut an.',
    scope: 'Recht:',
  },
  keys: {
    title: 'Tastenkürzel',
    key: 'Taste',
    does: 'Wirkung',
    on: 'Einzelne Tasten wirken. Schalten Sie sie aus, wenn Sie sie versehentlich drücken.',
  },
};
