// Colours are those of the page around the element, so that their contrast is the page's.
export const consentStyle = `
:host {
  display: block;
  font: var(--custos-font, inherit);
  color: var(--custos-text, inherit);
  background: var(--custos-background, transparent);
  --accent: var(--custos-accent, currentColor);
}
:host([hidden]), [hidden] { display: none !important }
section, .buttons, .confirmation { display: flex; gap: var(--custos-gap, .75rem) }
section { flex-direction: column; align-items: stretch }
h1, h2, h3, h4, h5, h6, p, ul, ol { margin: 0; overflow-wrap: anywhere }
[part=title] { font-size: 1.15em; line-height: 1.3 }
.buttons { flex-wrap: wrap }
.confirmation { flex-wrap: wrap }
.confirmation p { flex: 1 0 100% }
button, summary {
  min-height: 2.75rem;
  font: inherit;
  color: inherit;
  cursor: pointer;
}
button {
  flex: 1 1 8rem;
  padding: .5rem 1rem;
  font-weight: 600;
  text-align: center;
  background: transparent;
  color: var(--accent);
  border: 2px solid var(--accent);
  border-radius: var(--custos-radius, .5rem);
}
button:hover { text-decoration: underline; text-underline-offset: .2em }
button[aria-pressed=true] { box-shadow: inset 0 0 0 2px var(--accent) }
button[aria-pressed=true]::before { content: "✓ " / "" }
button[aria-disabled=true] { cursor: default; border-style: dashed }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
summary { display: list-item; align-content: center; text-decoration: underline; text-underline-offset: .2em }
[part=notice-text] {
  display: flex;
  flex-direction: column;
  gap: .75rem;
  padding-inline-start: 1rem;
  border-inline-start: 2px solid var(--custos-border, currentColor);
}
[part=notice-text] :is(h1, h2, h3, h4, h5, h6) { font-size: 1em; margin-block-start: .5rem }
ul, ol { padding-inline-start: 1.5rem }
[role=region] { overflow-x: auto }
table { border-collapse: collapse; font-size: .9em }
th, td {
  text-align: start;
  vertical-align: top;
  padding: .25rem .5rem;
  border: 1px solid var(--custos-border, currentColor);
  min-width: 6rem;
}
[part=status]:empty { display: none }
[part=status] { font-weight: 600 }
@media (forced-colors: active) {
  button[aria-pressed=true] { box-shadow: none; border-width: 4px }
}
`;

export const linkStyle = `
:host { display: inline-block; font: var(--custos-font, inherit) }
:host([hidden]) { display: none }
a {
  display: inline-flex;
  align-items: center;
  gap: .4em;
  min-height: 1.75rem;
  color: var(--custos-accent, inherit);
  text-underline-offset: .2em;
}
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px }
svg { flex: none; block-size: 1em; inline-size: auto; aspect-ratio: 30 / 14; forced-color-adjust: none }
`;
