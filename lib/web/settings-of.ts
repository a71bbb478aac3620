import type { Policy } from '../../lambda/policy/schema.ts';
import type { Issuers } from '../check-props.ts';
import { localesOf } from './policy-texts.ts';
import type { SignIn, WebSettings } from './web-settings.ts';

/** What the pages need to know of a deployment. */
export function webSettings(
  policy: Policy,
  issuers: Issuers,
  stage: { readonly deployment: string },
): WebSettings {
  const { name, address, contact, website, privacyOfficer } = policy.controller;
  const { logo } = policy.web;
  const subject = signInOf(issuers, 'subject');
  const staff = signInOf(issuers, 'staff');
  return {
    stage: stage.deployment,
    name: policy.web.name ?? name,
    ...(logo !== undefined && { logo: logo.endsWith('.png') ? '/logo.png' : '/logo.svg' }),
    controller: {
      name,
      address,
      contact,
      ...(website !== undefined && { website }),
      privacyOfficer,
    },
    language: policy.language,
    locales: localesOf(policy),
    signIn: {
      ...(subject && { subject }),
      ...(staff && { staff }),
    },
  };
}

function signInOf(issuers: Issuers, kind: 'subject' | 'staff'): SignIn | undefined {
  const found = issuers.find(({ caller, web }) => caller === kind && web !== undefined);
  if (found?.web === undefined) return undefined;
  const { clientId, scope, resource } = found.web;
  const { issuer: authority, scopeMap } = found;
  return {
    ...{ authority, clientId, scope },
    ...(Object.keys(scopeMap).length > 0 && { scopeMap }),
    ...(resource !== undefined && { resource }),
  };
}
