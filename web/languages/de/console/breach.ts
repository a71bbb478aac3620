import type { Words } from '../../en/console.ts';
import { form } from './printed-notice.ts';

export const breach: Words['breach'] = {
  flags: {
    late: 'Zu spät erfüllt',
    unverified: 'Der Artikel wurde nicht in seiner Quelle gelesen.',
    ownTarget:
      'Das Gesetz nennt keine letzte Stunde: Das ist Ihr eigenes Ziel, sonst sind es 72 Stunden.',
    holidaysUnknown:
      'Für dieses Jahr sind keine Feiertage bekannt: Nur Wochenenden wurden berücksichtigt.',
    advisory: 'Ihre Organisation hat die Angaben zu diesem Gesetz nicht bestätigt.',
  },
  met: (time) => `erfüllt am ${time}`,
  assess: {
    title: 'Risiko für Menschen',
    none: 'Das Risiko ist noch nicht bewertet. Darauf beruhen die Gründe, niemanden zu informieren.',
    act: 'Risiko bewerten',
    again: 'Risiko neu bewerten',
    happens:
      'Die acht Faktoren der EDSA-Leitlinien 9/2022, Abschnitt IV.B. Die Antworten ergeben einen Vorschlag; Sie entscheiden und begründen. Eine Entscheidung, deren Grund nicht mehr passt, endet, und ihre Frist läuft wieder.',
    factors: 'Faktoren',
    proposal: (risk) => `Die Antworten ergeben: ${risk}.`,
    proposed: 'Vorschlag aus den Antworten',
    risk: 'Risiko, wie Sie es entscheiden',
    decided: 'Entschieden',
    reasons: 'Begründung',
    at: 'Bewertet am',
    done: 'Das Risiko ist bewertet.',
  },
  questions: {
    sensitivity: 'Wie sensibel sind die Daten?',
    volume: 'Wie viel über jede Person?',
    identification: 'Wie leicht ist eine Person zu erkennen?',
    severity: 'Wie schwer sind die Folgen?',
    likelihood: 'Wie wahrscheinlich sind sie?',
    people: 'Wer sind die Menschen?',
    controller: 'Was tun Sie?',
    number: 'Wie viele Menschen?',
  },
  answers: {
    sensitivity: {
      public: 'ohnehin öffentlich',
      ordinary: 'gewöhnlich, etwa Namen',
      revealing: 'aufschlussreich, etwa Geld oder Texte',
      'special-category': 'besondere Kategorie, etwa Gesundheit',
    },
    volume: { little: 'wenig', much: 'viel' },
    identification: {
      impossible: 'gar nicht, etwa weil verschlüsselt',
      difficult: 'mit Aufwand',
      easy: 'leicht',
    },
    severity: {
      negligible: 'unerheblich',
      limited: 'begrenzt, zu überwinden',
      significant: 'erheblich, schwer zu überwinden',
      severe: 'schwer, nicht rückgängig zu machen',
    },
    likelihood: { unlikely: 'unwahrscheinlich', possible: 'möglich', likely: 'wahrscheinlich' },
    people: {
      'no-special': 'niemand mit besonderem Schutzbedarf',
      vulnerable: 'Kinder oder andere mit Schutzbedarf',
    },
    controller: {
      ordinary: 'gewöhnliches Geschäft',
      sensitive: 'Gesundheit, Finanzen oder öffentliche Aufgaben',
    },
    number: { one: 'eine Person', few: 'wenige', many: 'viele' },
  },
  duty: {
    of: (duty, law) => `${duty}, ${law}`,
    act: 'Was Sie tun können',
    decide: 'Entscheiden',
    inform: 'Information festhalten',
    explain: 'Verzögerung begründen',
    actOf: (act, duty) => `${act}: ${duty}`,
    recorded: 'Was festgehalten ist',
    outcomes: { notify: 'Informieren', 'do-not-notify': 'Nicht informieren' },
    decided: { notify: 'Wird informiert', 'do-not-notify': 'Wird nicht informiert' },
    outcome: 'Entscheidung',
    ground: 'Grund im Gesetz',
    grounds: {
      'no-risk': 'Ein Risiko für Menschen ist unwahrscheinlich',
      'no-high-risk': 'Das Risiko für Menschen ist nicht hoch',
      'data-protected':
        'Die Daten sind für die, die sie haben, nicht lesbar, etwa weil verschlüsselt',
      'risk-removed': 'Was seither getan wurde, macht ein hohes Risiko unwahrscheinlich',
      'disproportionate-effort':
        'Der Aufwand ist unverhältnismäßig: Stattdessen wird die Öffentlichkeit informiert',
      'threshold-not-met': 'Die Verletzung ist geringer, als das Gesetz für eine Meldung verlangt',
      'not-a-breach': 'Keine personenbezogenen Daten waren betroffen',
    },
    reasons: 'Begründung',
    publicCommunication: 'Wie die Öffentlichkeit stattdessen informiert wird',
    decideHappens:
      'Das steht dann im Verzeichnis der Verletzungen, das die Behörde verlangen kann. Es ersetzt die Entscheidung davor.',
    informHappens:
      'Custos schreibt nicht an Behörden. Halten Sie fest, wann Sie es getan haben: Das erfüllt die Frist. Mehr kann schrittweise folgen.',
    explainHappens:
      'Wer zu spät informiert, begründet die Verzögerung: Art. 33 Abs. 1 DSGVO. Die Begründung steht im Formular für die Behörde.',
    at: 'Wann',
    phase: 'Stand',
    phases: {
      preliminary: 'erste Information, mehr folgt',
      ongoing: 'weitere Information',
      concluding: 'letzte Information',
    },
    reference: 'Aktenzeichen der Behörde (freiwillig)',
    lateReasons: 'Warum es zu spät ist',
    lateHelp: 'Es war vor diesem Zeitpunkt fällig.',
    informedOn: (time, phase) => `Informiert am ${time}: ${phase}`,
    file: (reference) => `Aktenzeichen ${reference}`,
    delay: (reasons) => `Verspätet, weil: ${reasons}`,
    done: {
      decide: 'Die Entscheidung ist festgehalten.',
      inform: 'Die Information ist festgehalten.',
      explain: 'Die Begründung der Verzögerung ist festgehalten.',
    },
  },
  facts: {
    act: 'Angaben ändern',
    happens:
      'Das Formular für eine Behörde wird aus diesen Angaben gefüllt, und Fristen laufen ab diesen Zeiten. Was Sie noch nicht wissen, können Sie weglassen.',
    noticedAt: 'Zuerst bemerkt',
    awareAt: 'Hinreichend sicher, dass Daten von Menschen betroffen sind',
    determinedAt: 'Festgestellt, dass die Verletzung geschah (wo ein Gesetz von da an zählt)',
    occurredFrom: 'Beginn (freiwillig)',
    occurredTo: 'Ende (freiwillig)',
    categories: 'Betroffene Daten',
    effects: 'Wozu es geführt hat oder führen kann (freiwillig)',
    laws: 'Weitere Gesetze, die gelten',
    lawsHelp: 'Die Gesetze der Betroffenen und Ihrer Niederlassung gelten ohnehin.',
    done: 'Die Angaben sind geändert.',
    recordsLabel: 'Datensätze, ungefähr (freiwillig)',
  },
  measures: {
    title: 'Maßnahmen',
    none: 'Keine Maßnahme ist festgehalten.',
    measure: 'Maßnahme',
    state: 'Stand',
    states: { planned: 'geplant', taken: 'getroffen' },
    add: 'Maßnahme hinzufügen',
    change: 'Ändern',
    changeOf: (text) => `Ändern: ${text}`,
    happens:
      'Getroffene und vorgeschlagene Maßnahmen gehören in das Formular für eine Behörde: Art. 33 Abs. 3 Buchst. d DSGVO.',
    done: 'Die Maßnahme ist festgehalten.',
  },
  closing: {
    first: 'Bevor Sie ihn schließen können:',
    assessment: 'Bewerten Sie das Risiko.',
    unsettled: (duty) =>
      `${duty}: Halten Sie die Information fest, oder entscheiden Sie sich mit einem Grund dagegen.`,
    toAssess: (duty) => `${duty}: Bewerten Sie das Risiko.`,
    inPart: (law) =>
      `Die Behörde wurde zum Teil informiert (${law}): Halten Sie die letzte Information fest.`,
    stay: 'Eindämmungen, die nach dem Schließen in Kraft bleiben',
    stayHelp: 'Machen Sie die anderen vorher rückgängig. Was bleibt, lässt sich später aufheben.',
  },
  people: {
    subjectId: 'Zufällige Kennung von Custos',
    lines: 'Kennungen, eine auf jeder Zeile',
    linesHelp: 'Höchstens 100 auf einmal; mehrere Suchen ergänzen sich.',
  },
  unreached: {
    title: 'Menschen, die nicht erreicht wurden',
    show: 'Zeigen, wer nicht erreicht wurde',
    announce:
      'Wenn Sie nachsehen, steht das im Protokoll, und die Menschen sehen es in ihrem Verlauf. Informieren Sie sie auf anderem Weg: Art. 34 Abs. 3 Buchst. c DSGVO gilt für die ohne Adresse.',
    nobody: 'Alle, denen geschrieben wurde, wurden erreicht.',
    person: 'Person',
    state: 'Warum',
    states: {
      'no-address': 'keine Adresse',
      rejected: 'die Adresse nimmt keine Mail an',
      bounced: 'die Mail kam zurück',
    },
    hidden: 'Ihr Konto darf nicht sehen, wer sie sind (custos/requests.identity).',
  },
  form,
};
