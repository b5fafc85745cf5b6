import { forgeTokens } from '../people/forgery.ts';

/** `npm run fuzz:tokens [-- COUNT]`: tries forged and bit-flipped tokens; exits 1 when one is accepted. */
const count = Number(process.argv[2] ?? 1_000_000);
const { tried, readable, accepted, genuine } = forgeTokens(count, 1);
console.log(
  `${tried} forged tokens, ${readable} of them well-formed: ${accepted} accepted; of as many genuine ones: ${genuine}`,
);
process.exitCode = accepted === 0 && genuine === tried ? 0 : 1;
