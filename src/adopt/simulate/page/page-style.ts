/**
 * How the report looks: light and dark as the reader's system is set, on paper too. On a narrow screen a row of a table
 * becomes a card, each cell with the head of its column, so that nothing has to be scrolled sideways.
 */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ground: light-dark(#fff, #14171c); --text: light-dark(#1d2129, #e6e8ec);
  --soft: light-dark(#5b6472, #a3abb8); --line: light-dark(#dfe3ea, #333943); --raised: light-dark(#f5f7fa, #1d2128);
  --accent: light-dark(#0b57d0, #8ab4f8); --warn: light-dark(#b3261e, #f2b8b5); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
main { max-width: 1180px; margin: 0 auto; padding: 24px 20px 64px; }
h1 { font-size: 1.7rem; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 1.2rem; margin: 40px 0 12px; }
p { margin: 8px 0; max-width: 46rem; }
.soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0; padding: 0; }
.tiles div { background: var(--raised); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tiles dd { margin: 0; font-size: 1.7rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles dt { color: var(--soft); font-size: .9rem; }
.tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.warn { color: var(--warn); }
.advice { padding: 0; margin: 0; list-style: none; display: grid; gap: 12px; }
.advice li { background: var(--raised); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
pre { margin: 8px 0 0; padding: 10px 12px; background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
  font: .85rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 24px; align-items: start; }
table { width: 100%; border-collapse: collapse; font-size: .93rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: start; vertical-align: top; padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; white-space: nowrap; }
tbody th { color: inherit; font-weight: 500; white-space: normal; }
.figure { font-variant-numeric: tabular-nums; }
.bar { display: block; height: 6px; margin-top: 4px; border-radius: 3px; background: var(--accent); min-width: 2px; }
.examples { margin: 0; padding: 0; list-style: none; color: var(--soft); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 720px) {
  main { padding: 20px 16px 48px; }
  h1 { font-size: 1.4rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  table, tbody, tr, th, td { display: block; }
  caption { all: unset; display: block; color: var(--soft); padding-bottom: 6px; }
  tr { border: 1px solid var(--line); border-radius: 10px; padding: 8px 12px; margin-bottom: 10px; }
  th, td { border: 0; padding: 3px 0; }
  td[data-head] { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 8px; }
  td[data-head]::before { content: attr(data-head); color: var(--soft); }
}
@media print { .advice li, .tiles div, tr { break-inside: avoid; } }
`;
