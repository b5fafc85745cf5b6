export { randomOf } from '../../src/lib/random.ts';
