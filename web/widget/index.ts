import type { Token } from './api.ts';
import { CustosConsent } from './consent-element.ts';
import type { ConsentChange, ConsentError } from './consent-element.ts';
import { CustosPrivacyLink } from './link-element.ts';

export { CustosConsent, CustosPrivacyLink };
export { addWords } from './languages.ts';
export type { Token } from './api.ts';
export type { Choice } from './choice.ts';
export type { ConsentChange, ConsentError } from './consent-element.ts';
export type { Effect, RenewalReason, Words } from './words.ts';

/** Attributes and properties of both elements, for the JSX types of a framework. */
export interface CustosElements {
  'custos-consent': GlobalAttributes & {
    purpose: string;
    api: string;
    pages?: string;
    notice?: string;
    locale?: string;
    'purpose-title'?: string;
    'purpose-text'?: string;
    'heading-level'?: number | string;
    token?: Token;
    'oncustos-consent-changed'?: (event: CustomEvent<ConsentChange>) => void;
    'oncustos-consent-error'?: (event: CustomEvent<ConsentError>) => void;
    'oncustos-sign-in-needed'?: (event: CustomEvent<{ readonly purpose: string }>) => void;
  };
  'custos-privacy-link': GlobalAttributes & {
    href: string;
    locale?: string;
    residence?: string;
  };
}

interface GlobalAttributes {
  id?: string;
  class?: string;
  className?: string;
  slot?: string;
  hidden?: boolean;
  key?: string | number | null;
  ref?: unknown;
  children?: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    'custos-consent': CustosConsent;
    'custos-privacy-link': CustosPrivacyLink;
  }
  interface GlobalEventHandlersEventMap {
    'custos-consent-changed': CustomEvent<ConsentChange>;
    'custos-consent-error': CustomEvent<ConsentError>;
    'custos-sign-in-needed': CustomEvent<{ readonly purpose: string }>;
  }
}

// On a server there are no elements; a second copy of the module changes nothing.
if (typeof customElements !== 'undefined') {
  for (const [name, element] of [
    ['custos-consent', CustosConsent],
    ['custos-privacy-link', CustosPrivacyLink],
  ] as const) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}
