/** People who were not informed yet that data was obtained from others: GDPR Art. 14. */
export const sources = {
  title: 'Data from others',
  lead: 'People who have not been informed yet that we obtained data about them from others: GDPR Art. 14. The most urgent first.',
  caption: 'People to inform',
  none: 'Everybody was informed.',
  person: 'Person, by a random id',
  from: 'Obtained from',
  by: 'To be informed by',
  act: 'Record that they were informed',
  actOf: (person: string) => `Record that they were informed: ${person}`,
  happens:
    'Inform the person first, outside of Custos or with your own mail. This records when you did, in the ledger and for the person.',
  at: 'When (now, if you leave it empty)',
  categories: 'Of which data',
  categoriesHelp: 'Choose none for all that had been obtained by then.',
  done: 'It is recorded that the person was informed.',
};
