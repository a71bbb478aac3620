import { styled } from '../value/styled.ts';

/**
 * Readable at 320 px and on paper, light and dark, with a contrast of at least 4.5:1 for text and
 * 3:1 for marks (WCAG 2.2, 1.4.3, 1.4.10, 1.4.11). Series differ in shape, not in colour alone.
 */
const css = `:root{color-scheme:light dark;--text:#1b1f24;--soft:#4b5560;--page:#f6f7f9;--card:#fff;--line:#c9d0d8;--first:#0b4f8a;--second:#a33b00;--bad:#a4161a;--bad-page:#fdecec;--warn:#7a5200;--warn-page:#fff6dd;--good:#1d6b36;--good-page:#e7f5ea}
@media (prefers-color-scheme:dark){:root{--text:#e8ebef;--soft:#b4bcc6;--page:#14171b;--card:#1d2127;--line:#454d57;--first:#8fc4ff;--second:#ffb089;--bad:#ff9c9c;--bad-page:#3a1d1f;--warn:#e7c163;--warn-page:#33290f;--good:#8ddca4;--good-page:#173021}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.4rem;line-height:1.3;margin:3rem 0 .75rem}
h3{font-size:1.1rem;margin:0 0 .5rem}
p{margin:.5rem 0}
.soft,caption,footer{color:var(--soft)}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1.25rem 0}
.facts dt{color:var(--soft);font-size:.9rem}
.facts dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
.facts dd.words{font-size:1rem;font-weight:400}
.note{border:1px solid var(--line);border-inline-start:.35rem solid var(--first);border-radius:.3rem;background:var(--card);padding:.7rem 1rem;margin:1rem 0}
.note.established{border-inline-start-color:var(--bad)}
.note.possible,.note.unclear{border-inline-start-color:var(--warn)}
.note.within{border-inline-start-color:var(--good)}
.badge{display:inline-block;border-radius:.3rem;padding:.05rem .5rem;font-weight:600;white-space:nowrap}
.badge.established{background:var(--bad-page);color:var(--bad)}
.badge.possible,.badge.unclear{background:var(--warn-page);color:var(--warn)}
.badge.within{background:var(--good-page);color:var(--good)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem;margin:1rem 0}
.wide{overflow-x:auto}
.wide:focus-visible{outline:3px solid var(--first);outline-offset:2px}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
.panels figure{margin:0}
figure{margin:0}
figcaption{color:var(--soft);margin:0 0 .4rem}
svg{display:block;width:100%;height:auto}
.bars{min-width:34rem;max-width:62rem}
svg text{fill:var(--text);font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums}
svg .quiet{fill:var(--soft)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .limit{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4}
svg .limit-text{fill:var(--bad)}
svg .ideal{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}
svg .range{stroke:currentColor;stroke-width:2.5;stroke-linecap:round;opacity:.55}
svg .curve{fill:none;stroke:currentColor;stroke-width:1.5}
svg .mark{fill:currentColor}
.first{color:var(--first)}
.second{color:var(--second)}
table+table,.wide+.wide{margin-top:1.5rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:start;padding:.35rem 0;font-weight:600}
th,td{border-bottom:1px solid var(--line);padding:.4rem .7rem .4rem 0;text-align:start;vertical-align:top}
thead th{color:var(--soft);font-weight:400;vertical-align:bottom}
tbody th{font-weight:600}
.number{text-align:end;white-space:nowrap}
.number small{display:block;color:var(--soft);font-size:.82rem}
summary{cursor:pointer;padding:.35rem 0;color:var(--first)}
summary:focus-visible{outline:3px solid var(--first);outline-offset:2px;border-radius:2px}
footer{padding-top:1rem;padding-bottom:3rem}
footer h2{color:var(--text)}
dl.terms dt{font-weight:600;color:var(--text);margin-top:.75rem}
dl.terms dd{margin:0}
@media print{:root{--text:#000;--soft:#333;--page:#fff;--card:#fff;--line:#888}body{font-size:10pt}.card,tr,figure{break-inside:avoid}h2,h3{break-after:avoid}.wide{overflow:visible}details::details-content{content-visibility:visible;block-size:auto}}`;

export const { styleElement, contentSecurityPolicy } = styled(css);
