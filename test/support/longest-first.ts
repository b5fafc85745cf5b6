import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * On a machine without times of an earlier run vitest begins with the largest files. Those that wait longest are others:
 * begun last, one of them would run alone for minutes.
 */
const LONGEST = [
  'test/faults/log.test.ts',
  'test/faults/crashes.test.ts',
  'test/faults/network.test.ts',
  'test/faults/database.test.ts',
  'test/faults/processes.test.ts',
  'test/journeys/process/work.test.ts',
  'test/cli/commands.server.test.ts',
  'test/cli/doctor/broken-setup.server.test.ts',
  'test/sandbox/page/page.server.test.ts',
  'test/journeys/team/incidents.test.ts',
  'test/journeys/restarts.test.ts',
  'test/journeys/programs.test.ts',
  'test/faults/',
  'test/journeys/',
  'test/inbox/',
  'test/cli/',
  'test/duties/assist/',
  'test/sandbox/start.server.test.ts',
  'test/letter/',
  'test/outbox/',
  'test/store/backup/',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((path) => moduleId.includes(`/${path}`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
