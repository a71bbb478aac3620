import { styled } from '../value/styled.ts';

/**
 * The look of an export: readable at 320 px and on paper, light and dark, with a contrast of at
 * least 4.5:1 (WCAG 2.2, 1.4.3, 1.4.10, 1.4.11) and a visible focus (2.4.7, 2.4.13).
 */
const css = `:root{color-scheme:light dark;--text:#1b1f24;--soft:#4b5560;--page:#f6f7f9;--card:#fff;--line:#c9d0d8;--accent:#0b4f8a;--note:#fff6dd;--note-line:#8a6100}
@media (prefers-color-scheme:dark){:root{--text:#e8ebef;--soft:#b4bcc6;--page:#14171b;--card:#1d2127;--line:#454d57;--accent:#8fc4ff;--note:#33290f;--note-line:#d9b152}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word;hyphens:auto}
header,nav,main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.4rem;line-height:1.3;margin:2.75rem 0 .75rem}
h3{font-size:1.1rem;margin:0 0 .5rem}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
:target{scroll-margin-top:1rem}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static;display:inline-block;padding:.75rem 1rem}
.soft{color:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:1rem 0 0;padding:0}
nav a{display:inline-block;padding:.3rem .8rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);text-decoration:none}
nav a:hover{text-decoration:underline}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem;margin:0 0 1rem}
.grid .card{margin:0}
.card>:last-child{margin-bottom:0}
.note{background:var(--note);border:1px solid var(--note-line);border-inline-start-width:.35rem;border-radius:.3rem;padding:.6rem 1rem;margin:1rem 0}
.big{font-size:1.35rem;font-weight:600;margin:.1rem 0 .4rem}
dl{margin:.5rem 0}
dl div{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:.1rem 1rem;padding:.3rem 0;border-top:1px solid var(--line)}
dl div:first-child{border-top:0}
dt{color:var(--soft)}
dd{margin:0}
ul{margin:.3rem 0;padding-inline-start:1.25rem}
dd ul,td ul{margin:0;padding:0;list-style:none}
table{border-collapse:collapse;width:100%;background:var(--card);margin:.75rem 0 1.25rem}
caption{text-align:start;color:var(--soft);padding:.35rem 0}
th,td{border:1px solid var(--line);padding:.45rem .65rem;text-align:start;vertical-align:top}
thead th{background:var(--page)}
tbody th{font-weight:600}
.card tbody th{width:13rem;font-weight:400}
td p,th p{margin:.2rem 0 0;font-weight:400}
.own,code{overflow-wrap:anywhere;hyphens:none}
.own{white-space:pre-wrap;unicode-bidi:isolate}
details{margin:.75rem 0 1.25rem}
summary{cursor:pointer;color:var(--accent);padding:.35rem 0}
details::details-content{content-visibility:hidden}
details[open]::details-content{content-visibility:visible}
address{font-style:normal}
footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft)}
@media (max-width:40rem){
dl div{grid-template-columns:minmax(0,1fr)}
thead{position:absolute;display:block;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,tbody th,td,caption{display:block;width:auto}
table{background:none;border:0}
tr{background:var(--card);border:1px solid var(--line);border-radius:.4rem;margin:0 0 .75rem;padding:.35rem 0}
tbody th,td{border:0;padding:.25rem .75rem}
td:empty{display:none}
tbody th::before,td::before{content:attr(data-label);display:block;color:var(--soft);font-weight:400;font-size:.9rem}}
@media print{:root{--text:#000;--soft:#333;--page:#fff;--card:#fff;--line:#888;--accent:#000}
nav,.skip{display:none}details::details-content{content-visibility:visible;block-size:auto}body{font-size:10.5pt}.card,tr{break-inside:avoid}h2,h3{break-after:avoid}}`;

export const { styleElement, contentSecurityPolicy } = styled(css);
