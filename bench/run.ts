/** `npm run bench [-- STAGE…] [--mails N] [--json]`: see docs/benchmarks.md. */
import { parseArgs } from 'node:util';
import type { Row } from './stage.ts';
import { STAGES } from './stages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mails: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const names = Object.keys(STAGES);
const unknown = positionals.find((name) => !names.includes(name));
const mails = values.mails === undefined ? null : Number(values.mails);
if (values.help || unknown !== undefined || (mails !== null && !(mails >= 1))) {
  if (unknown !== undefined) console.error(`there is no stage "${unknown}"`);
  else if (!values.help) console.error('--mails takes a number');
  console.log(
    'Usage: npm run bench [-- STAGE…] [--mails N] [--json]\n\nStages (* takes minutes, and runs only when it is named):',
  );
  for (const [name, { description, long }] of Object.entries(STAGES))
    console.log(`  ${long ? '*' : ' '} ${name.padEnd(12)} ${description}`);
  process.exit(values.help ? 0 : 2);
}

const chosen = positionals.length > 0 ? positionals : names.filter((name) => !STAGES[name]?.long);
for (const [at, name] of chosen.entries()) {
  if (!values.json) console.log(`\n${name} (${at + 1} of ${chosen.length}): ${STAGES[name]?.description}`);
  for (const row of (await STAGES[name]?.run({ mails })) ?? []) {
    console.log(values.json ? JSON.stringify({ stage: name, ...row }) : lineOf(row));
    if (STAGES[name]?.exact && row.target?.met === false) process.exitCode = 1;
  }
}

function lineOf({ what, figure, unit, ratio, target }: Row): string {
  const digits = Math.abs(figure) < 10 ? 2 : Math.abs(figure) < 100 ? 1 : 0;
  const first = `${figure.toFixed(digits).padStart(9)} ${unit.padEnd(9)} ${what}`;
  const compared = ratio ? `, ${ratio.times.toFixed(2)} × ${ratio.to}` : '';
  const aim = target ? ` (${target.text}: ${target.met ? 'met' : 'not met'})` : '';
  return `${first}${compared}${aim}`;
}
