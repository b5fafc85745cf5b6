/**
 * `npm run fuzz:mails [-- COUNT SEED FOLDER]`: understands mutated mails, by default 100,000 made of the project's own
 * fixtures. Every one must end in a class, none may throw or take longer than 10 seconds. Exit 1 otherwise.
 */

import { understandNow } from '../../src/mail/understand.ts';
import { identityOfMail } from '../../src/store/fingerprint.ts';
import { CLASSES, mutatedMails } from '../mail/mutation.ts';

const SLOW_MS = 10_000;
const [count = '100000', seed = '1', folder] = process.argv.slice(2);

let tried = 0;
let wrong = 0;
let slowest = 0;
for (const mail of mutatedMails(Number(count), Number(seed), folder)) {
  const started = performance.now();
  try {
    identityOfMail(mail);
    const { class: found } = understandNow(mail);
    if (!CLASSES.has(found)) throw new Error(`class ${found}`);
  } catch (error) {
    wrong++;
    console.error(`mail ${tried}:`, error);
  }
  const took = performance.now() - started;
  if (took > SLOW_MS) {
    wrong++;
    console.error(`mail ${tried}: ${took.toFixed(0)} ms for ${mail.length} octets`);
  }
  slowest = Math.max(slowest, took);
  tried++;
}
console.log(`${tried} mutated mails, ${wrong} wrong, slowest ${slowest.toFixed(0)} ms`);
process.exitCode = wrong > 0 ? 1 : 0;
