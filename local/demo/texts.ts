import { Faker, en } from '@faker-js/faker';

const seed = 20_261_124;

/**
 * Prompts as a person might type them, each with personal data of invented people. Domains and
 * telephone numbers are reserved for examples (RFC 2606; the range 555-0100 to 555-0199).
 */
const templates: readonly ((faker: Faker) => string)[] = [
  (of) => `Write a birthday card for my colleague ${of.person.fullName()}, who turns ${age(of)}.`,
  (of) => `Plan three days in ${of.location.city()} for two adults and a child of ${child(of)}.`,
  (of) => `Hi, I am ${of.person.fullName()}. Why was order ${order(of)} sent to my old address?`,
  (of) =>
    `Shorten this: Dear ${of.person.firstName()}, please write to me at ${email(of)} or call ${phone(of)}.`,
  (of) => `Is ${street(of)}, ${of.location.city()} close to a railway station?`,
  (of) => `Translate into German: "My name is ${of.person.fullName()} and I live in ${place(of)}."`,
  (of) => `My doctor, Dr ${of.person.lastName()}, wants me to sleep more. Make a plan for a week.`,
  (of) => `Correct my CV: ${of.person.fullName()}, ${of.person.jobTitle()}, ${email(of)}.`,
  (of) => `Which questions should I expect in an interview at ${of.company.name()}?`,
  (of) =>
    `Remind me what ${of.person.firstName()} said about the trip to ${of.location.country()}.`,
  (of) =>
    `Draft a complaint to ${of.company.name()} about invoice ${order(of)}; sign it ${name(of)}.`,
  (of) => `How do I tell my boss ${of.person.firstName()} that I am moving to ${place(of)}?`,
  (of) => `What can I cook tonight with ${food(of)}, ${food(of)} and ${food(of)}?`,
  (of) => `Explain in two sentences why the sky over ${of.location.city()} is red in the evening.`,
  (of) => `Our Wi-Fi at ${street(of)} drops every evening. What should I check first?`,
  (of) => `Write a reference for ${name(of)}, our ${of.person.jobTitle()} since ${year(of)}.`,
  (of) =>
    `Suggest a name for the dog of ${name(of)}; it should not sound like ${of.animal.petName()}.`,
  (of) => `Please change the telephone number of my account to ${phone(of)}.`,
];

const name = (of: Faker) => of.person.fullName();
const email = (of: Faker) => of.internet.exampleEmail();
const phone = (of: Faker) =>
  `+1 ${of.string.numeric({ length: 3, allowLeadingZeros: false })} 555 01${of.string.numeric(2)}`;
const street = (of: Faker) => of.location.streetAddress();
const place = (of: Faker) => `${of.location.city()}, ${of.location.country()}`;
const order = (of: Faker) => of.string.alphanumeric({ length: 8, casing: 'upper' });
const age = (of: Faker) => of.number.int({ min: 20, max: 80 });
const child = (of: Faker) => of.number.int({ min: 2, max: 15 });
const year = (of: Faker) => of.number.int({ min: 2005, max: 2025 });
const food = (of: Faker) => of.food.ingredient();

/** The same texts every time. */
export function inventedTexts(count: number): string[] {
  const faker = new Faker({ locale: en, seed });
  return Array.from({ length: count }, () => faker.helpers.arrayElement(templates)(faker));
}
