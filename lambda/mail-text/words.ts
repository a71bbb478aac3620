import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';
import type { MailWords } from './words-en.ts';

/** Words in German or, where people read another language, in English. */
export const mailWords = (language: string): MailWords => (language === 'de' ? wordsDe : wordsEn);
