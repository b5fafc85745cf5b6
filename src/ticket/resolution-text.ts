import type { Resolution } from './ticket.ts';

/** What staff wrote with `#resolve`, read into its parts. */
export type ResolutionText = Pick<Resolution, 'cause' | 'steps' | 'kind' | 'workaround' | 'verified' | 'resources'>;
