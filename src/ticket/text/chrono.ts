import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** chrono's readers of Chinese and English. Seventy modules: loaded when the first time is read, not at every start. */
export const readersOfTime = () => ({
  en: (require('chrono-node/en') as typeof import('chrono-node/en')).casual,
  zh: (require('chrono-node/zh') as typeof import('chrono-node/zh')).hans.casual,
});
